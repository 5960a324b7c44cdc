using System.Collections.Immutable;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What became of the mails that followed from an event.</summary>
public sealed class MailWords(Words words, LetterWords letters, ReaderZone zone)
{
    private const int NamedRecipients = 3;

    /// <summary>The mails that carry a message to the customer, told beside it.</summary>
    public ImmutableArray<IHtmlContent> Carrying(IEnumerable<MailRow> mails) =>
        [.. mails.Where(mail => mail.Letter == Reactions.ReplyLetter).Select(mail => mail.Fate switch
        {
            MailFate.Sent => words.Html("mailed {0}", zone.Html(mail.SentAt ?? mail.DueAt)),
            MailFate.Failed => words.Html("the mail was refused: {0}", mail.LastError ?? ""),
            MailFate.Bounced => words.Html("the mail came back: {0}", mail.LastError ?? ""),
            MailFate.Withdrawn => words.Html("taken back, never mailed"),
            MailFate.Parked => words.Html("the mail could not be sent: {0}", mail.LastError ?? ""),
            MailFate.Deferred => words.Html("the mail is tried again {0}", zone.Html(mail.DueAt)),
            _ => words.Html("waits to be mailed"),
        })];

    /// <summary>What a letter is called.</summary>
    public string LetterName(string letter) => letters.Of(letter);

    /// <summary>All others, those of one letter and fate in one line.</summary>
    public IEnumerable<EntryItem> Others(TicketEvent cause, IEnumerable<MailRow> mails) => mails
        .Where(mail => mail.Letter != Reactions.ReplyLetter)
        .GroupBy(mail => (mail.Letter, mail.Fate))
        .Select(same => Line(cause, [.. same]));

    private EntryItem Line(TicketEvent cause, ImmutableArray<MailRow> same)
    {
        var first = same[0];
        var to = new HtmlFormattableString("<strong>{0}</strong>", same.Length <= NamedRecipients ? string.Join(words[", "], same.Select(mail => mail.To)) : words["{0} people", same.Length]);
        var letter = letters.Of(first.Letter);
        var (icon, what) = first.Fate switch
        {
            MailFate.Sent => ("mail-check", words.Html("Mail to {0}: {1}", to, letter)),
            MailFate.Deferred => ("mail", words.Html("Mail to {0} could not be sent yet: {1}. It is tried again {2}", to, letter, zone.Html(first.DueAt))),
            MailFate.Failed => ("circle-alert", words.Html("Mail to {0} was refused: {1} ({2})", to, letter, first.LastError ?? "")),
            MailFate.Bounced => ("circle-alert", words.Html("Mail to {0} came back: {1} ({2})", to, letter, first.LastError ?? "")),
            MailFate.Withdrawn => ("rotate-ccw", words.Html("Mail to {0} was taken back: {1}", to, letter)),
            MailFate.Parked => ("circle-alert", words.Html("Mail to {0} waits for somebody to look at it: {1} ({2})", to, letter, first.LastError ?? "")),
            _ => ("mail", words.Html("Mail to {0} is on its way: {1}", to, letter)),
        };
        return new(cause.Sequence, first.SentAt ?? cause.At, icon, null, what);
    }
}
