using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Desk.Tickets;

// Mails that came in: what they became, and what became of them.
public sealed partial class TimelineWords
{
    private TimelineItem Mailed(TicketEvent happened, TimelineSource source)
    {
        var mail = happened.Mail is { } id ? source.Inbox.GetValueOrDefault(id) : null;
        var from = Strong(mail?.From ?? words["somebody"]);
        return happened.Kind switch
        {
            EventKind.MailHeld when mail is { Fate: IncomingFate.Held } => new HeldItem(happened.Sequence, happened.At, mail),
            EventKind.MailHeld => Entry(happened, "shield-alert", null, words.Html("A mail from {0} waited for somebody to accept its sender", from)),
            EventKind.MailNoted => Entry(happened, "bot", null, words.Html("A machine answered for {0}, which moves nothing: {1}", from, mail?.Because ?? "")),
            EventKind.SenderAccepted => Entry(happened, "shield-check", null, words.Html("{0} accepted the sender {1}", Strong(Name(happened.By, source)), from)),
            _ => Entry(happened, "mail-x", null, words.Html("No mail to the customer: {0}. It could have set two machines writing to each other, or goes nowhere", mails.LetterName(happened.Subject ?? ""))),
        };
    }

    /// <summary>The mail by which a message came, with whether its sender is believed.</summary>
    private static MessageItem ByMail(MessageItem item, MessageRow message, TimelineSource source) =>
        message.Mail is { } id && source.Inbox.TryGetValue(id, out var mail) ? item with { Incoming = mail, IsUnverified = message.IsUnverified } : item;
}
