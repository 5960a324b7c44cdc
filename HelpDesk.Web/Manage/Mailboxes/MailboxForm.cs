using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>A mailbox as it is typed. The three secrets are never shown: one that is left empty stays what it was.</summary>
public sealed record MailboxForm
{
    public string? Address { get; init; }
    public TeamId? Team { get; init; }
    public string? Kind { get; init; }
    public string? Host { get; init; }
    public string? Port { get; init; } = "993";
    public LineSecurity Security { get; init; } = LineSecurity.Tls;
    public MailboxLogin Login { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }
    public string? TokenAddress { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public string? Scope { get; init; }
    public string? RefreshToken { get; init; }
    public string? Folder { get; init; } = "INBOX";
    public string? HandledFolder { get; init; }
    public string? Poll { get; init; } = "60";
    public string? TrustedServer { get; init; }

    /// <summary>The one of the mailbox from which the form was made.</summary>
    public int Revision { get; init; }

    public static MailboxForm Of(Mailbox mailbox) => new()
    {
        Address = mailbox.Address,
        Team = mailbox.TeamId,
        Kind = mailbox.Kind,
        Host = mailbox.Line.Host,
        Port = Text(mailbox.Line.Port),
        Security = mailbox.Line.Security,
        Login = mailbox.Line.Login,
        User = mailbox.Line.User,
        TokenAddress = mailbox.Line.TokenAddress,
        ClientId = mailbox.Line.ClientId,
        Scope = mailbox.Line.Scope,
        Folder = mailbox.Line.Folder,
        HandledFolder = mailbox.Line.HandledFolder,
        Poll = Text(mailbox.Line.PollSeconds),
        TrustedServer = mailbox.TrustedServer,
        Revision = mailbox.Revision,
    };

    /// <summary>What it says, once <see cref="MailboxCheck"/> has found nothing to mend.</summary>
    public MailboxChange Change() => new(Address!.Trim(), Team!.Value, Kind, new MailboxLine
    {
        Host = Host!.Trim(),
        Port = Number(Port)!.Value,
        Security = Security,
        Login = Login,
        User = User!.Trim(),
        TokenAddress = TokenAddress?.Trim(),
        ClientId = ClientId?.Trim(),
        Scope = Scope?.Trim(),
        Folder = Folder!.Trim(),
        HandledFolder = HandledFolder?.Trim(),
        PollSeconds = Number(Poll)!.Value,
    }, TrustedServer)
    {
        Password = Password,
        ClientSecret = ClientSecret,
        RefreshToken = RefreshToken,
    };

    // Methods, not properties: what a property returns would be validated as if it had been sent.

    /// <summary>Whether anybody in between could read mails and password along.</summary>
    public bool IsExposed() => Security == LineSecurity.None && Host?.Trim() is { Length: > 0 } host && !IsThisMachine(host);

    internal static int? Number(string? typed) => int.TryParse(typed, NumberStyles.None | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
