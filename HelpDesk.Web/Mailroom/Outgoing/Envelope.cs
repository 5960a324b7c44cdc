using System.Text.RegularExpressions;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Web.Wiring;
using MimeKit;
using MimeKit.Text;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>A kept letter as a mail on the wire. Made anew at each hand-over, and the same each time: its id follows from the row.</summary>
internal static partial class Envelope
{
    /// <summary>How the answer of a machine to a mail is marked (RFC 3834).</summary>
    public const string AutoReplied = "auto-replied";

    /// <summary>What we call ourselves in mails.</summary>
    public static string Product(Settings settings) => Sender(settings) is { Name: { Length: > 0 } name } ? name : Sender(settings).Address;

    /// <param name="token">What stands in the link at <see cref="OutboxMail.TokenMark"/>; null for a letter that has none.</param>
    /// <exception cref="ParseException">The recipient's address is none.</exception>
    public static MimeMessage Close(OutboxMail mail, string? token, EnvelopeFacts facts, Settings settings)
    {
        var host = HostOf(settings);
        var message = new MimeMessage
        {
            Subject = mail.Subject!,
            Date = mail.CreatedAt,
            MessageId = facts.Token is { } answer ? $"{mail.Id.Value:N}.{answer}@{host}" : $"{mail.Id.Value:N}@{host}",
            Body = new MultipartAlternative(Plain(mail.Text!, token), Html(mail.Html!, token)) { Boundary = $"={mail.Id.Value:N}" },
        };
        message.From.Add(facts.From);
        if (facts.Token is { } own && settings.Mail.PlusAddresses) message.ReplyTo.Add(new MailboxAddress(facts.From.Name, ReplyTokens.AddTo(facts.From.Address, own)));
        message.To.Add(new MailboxAddress(facts.IsNameless ? "" : OneLine(mail.ToName), mail.ToAddress));
        message.Cc.AddRange(facts.Copies);
        if (mail.TicketId is { } ticket)
        {
            // No mail has this id: it only keeps a ticket's mails together.
            var thread = $"ticket-{ticket.Value:N}@{host}";
            message.InReplyTo = facts.Answers ?? thread;
            message.References.Add(thread);
            if (facts.Answers is { } theirs) message.References.Add(theirs);
        }
        if (mail.Letter is not (Reactions.ReplyLetter or Reactions.FollowedLetter)) SayNobodyWroteIt(message, facts);
        if (facts.Leaving is { } leaving) OfferToLeave(message, leaving);
        return message;
    }

    /// <summary>Somebody as they stand in a header; null where their address is none.</summary>
    public static MailboxAddress? Addressed(string name, string? address)
    {
        try
        {
            return address is null ? null : new MailboxAddress(OneLine(name), address);
        }
        catch (ParseException)
        {
            return null;
        }
    }

    // RFC 3834: what no person wrote says so, and is never answered by another machine.
    private static void SayNobodyWroteIt(MimeMessage message, EnvelopeFacts facts)
    {
        message.Headers.Add(HeaderId.AutoSubmitted, facts.AnswersMail ? AutoReplied : "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
    }

    // RFC 8058: one click in a mail program, which sends the form itself, over a line that nobody reads along.
    private static void OfferToLeave(MimeMessage message, string link)
    {
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>");
        if (link.StartsWith("https:", StringComparison.Ordinal)) message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static TextPart Plain(string text, string? token)
    {
        var part = new TextPart(TextFormat.Plain) { Text = FlowedText.Of(Filled(text, token)).ReplaceLineEndings("\r\n") };
        part.ContentType.Format = "flowed";
        return part;
    }

    private static TextPart Html(string text, string? token) => new(TextFormat.Html) { Text = Filled(text, token).ReplaceLineEndings("\r\n") };

    private static string Filled(string text, string? token) => token is null ? text : text.Replace(OutboxMail.TokenMark, Uri.EscapeDataString(token), StringComparison.Ordinal);

    private static string OneLine(string name) => Blanks().Replace(name, " ").Trim();

    private static MailboxAddress Sender(Settings settings) => MailboxAddress.Parse(settings.Mail.Smtp.From);

    private static string HostOf(Settings settings)
    {
        var address = new Uri(settings.BaseUrl);
        return address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
    }

    [GeneratedRegex(@"[\s\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
