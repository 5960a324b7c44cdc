using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Wiring;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>The mailbox that the settings name: made once, so that a desk reads its mail before anybody has signed in.</summary>
internal static class FirstMailbox
{
    /// <returns>What is wrong with the settings, in one sentence; null where nothing is, or no mailbox is named.</returns>
    public static string? Refusal(InboxSettings inbox) =>
        SecurityOf(inbox) is null ? $"HelpDesk:Mail:Inbox:Security is '{inbox.Security}': use None, StartTls, StartTlsWhenAvailable or Tls."
        : inbox.Port is < 1 or > 65535 ? $"HelpDesk:Mail:Inbox:Port is {inbox.Port}: use a number from 1 to 65535, mostly 993."
        : inbox.Host.Length > 0 && inbox.Poll is < 5 or > 3600 ? $"HelpDesk:Mail:Inbox:Poll is {inbox.Poll}: use a number of seconds from 5 to 3600, mostly 60."
        : inbox.Host.Length > 0 && inbox.User.Length == 0 ? "HelpDesk:Mail:Inbox:User is empty: write the name under which the mail server knows the mailbox, mostly its address."
        : null;

    public static async Task PlantAsync(Settings settings, MailboxCommands mailboxes, CancellationToken ct)
    {
        var inbox = settings.Mail.Inbox;
        if (inbox.Host.Length == 0) return;
        await mailboxes.PlantAsync(AddressOf(settings), new MailboxLine
        {
            Host = inbox.Host,
            Port = inbox.Port,
            Security = SecurityOf(inbox)!.Value,
            User = inbox.User,
            Folder = inbox.Folder,
            PollSeconds = inbox.Poll,
        }, inbox.Password, ct);
    }

    private static string AddressOf(Settings settings) =>
        Person.IsAddress(settings.Mail.Inbox.User) ? settings.Mail.Inbox.User : MailboxAddress.Parse(settings.Mail.Smtp.From).Address;

    // By name only: a number would be taken for any of them.
    private static LineSecurity? SecurityOf(InboxSettings inbox) =>
        Enum.GetValues<LineSecurity>().Cast<LineSecurity?>().FirstOrDefault(security => security.ToString()!.Equals(inbox.Security, StringComparison.OrdinalIgnoreCase));
}
