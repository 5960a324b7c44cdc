using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>How mailboxes do, in words.</summary>
public sealed class MailboxWords(Words words, ReaderZone zone)
{
    public IHtmlContent State(MailboxFacts mailbox) => mailbox switch
    {
        { IsOn: false } => words.Html("Switched off: its mail stays on the server."),
        { FailingSince: { } since } => words.Html("Cannot be read since {0}: {1}", zone.Html(since), mailbox.LastError ?? ""),
        { ContactAt: { } contact, FirstContactAt: { } first } => words.Html("Read since {0}, last contact {1}.", zone.Html(first), zone.Html(contact)),
        { ContactAt: { } contact } => words.Html("Last contact {0}.", zone.Html(contact)),
        _ => words.Html("Not reached yet."),
    };

    /// <summary>How new mail is noticed; null while that is not known.</summary>
    public string? Noticing(MailboxFacts mailbox) => mailbox.Tells switch
    {
        true => words["The server tells of new mail by itself."],
        false => words["The server is asked every {0} seconds.", mailbox.PollSeconds],
        null => null,
    };

    public string Of(LineSecurity security) => security switch
    {
        LineSecurity.Tls => words["TLS from the start (usual, port 993)"],
        LineSecurity.StartTls => words["STARTTLS (port 143)"],
        LineSecurity.StartTlsWhenAvailable => words["STARTTLS where the server offers it"],
        LineSecurity.None => words["None: on this machine only"],
        _ => throw new InvalidOperationException($"No words for {security}."),
    };

    public string Of(MailboxLogin login) => login switch
    {
        MailboxLogin.Password => words["Password"],
        MailboxLogin.ClientCredentials => words["OAuth 2, as a program of its own (client credentials)"],
        MailboxLogin.RefreshToken => words["OAuth 2, with a person’s permission (refresh token)"],
        _ => throw new InvalidOperationException($"No words for {login}."),
    };

    /// <summary>What came of a test, and whether it is good news.</summary>
    public (bool IsGood, string Sentence) Of(MailboxTrial trial) => trial switch
    {
        MailboxTrial.Sent => (true, words["The mailbox can be read, and a mail to itself is on its way."]),
        MailboxTrial.OnlyReached { IsDemo: true } => (true, words["The mailbox can be read. No mail was sent: in the demo nothing leaves the house."]),
        MailboxTrial.OnlyReached => (true, words["The mailbox can be read. Switch it on, and test again to see a mail arrive."]),
        MailboxTrial.NotReached failed => (false, failed.Words),
        MailboxTrial.NotSent failed => (false, words["The mailbox can be read, but no mail could be sent to it: {0}", failed.Words]),
        _ => throw new InvalidOperationException($"No sentence for {trial}."),
    };

    /// <summary>How long a mail took.</summary>
    public string Took(TimeSpan time) => time < TimeSpan.FromMinutes(2) ? words["{0} s", Math.Max(0, (int)Math.Ceiling(time.TotalSeconds))] : words["{0} min", (int)Math.Round(time.TotalMinutes)];
}
