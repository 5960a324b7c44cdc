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
    /// <summary>What we call ourselves in mails.</summary>
    public static string Product(Settings settings) => Sender(settings) is { Name: { Length: > 0 } name } ? name : Sender(settings).Address;

    /// <param name="token">What stands in the link at <see cref="OutboxMail.TokenMark"/>; null for a letter that has none.</param>
    /// <exception cref="ParseException">The recipient's address is none.</exception>
    public static MimeMessage Close(OutboxMail mail, string? token, Settings settings)
    {
        var host = HostOf(settings);
        var message = new MimeMessage
        {
            Subject = mail.Subject!,
            Date = mail.CreatedAt,
            MessageId = $"{mail.Id.Value:N}@{host}",
            Body = new MultipartAlternative(Part(TextFormat.Plain, mail.Text!, token), Part(TextFormat.Html, mail.Html!, token)),
        };
        message.From.Add(Sender(settings));
        message.To.Add(new MailboxAddress(Blanks().Replace(mail.ToName, " ").Trim(), mail.ToAddress));
        if (mail.TicketId is { } ticket)
        {
            // No mail has this id: it only keeps a ticket's mails together.
            message.InReplyTo = $"ticket-{ticket.Value:N}@{host}";
            message.References.Add(message.InReplyTo);
        }
        // RFC 3834: what no person wrote says so, and is never answered by another machine.
        if (mail.Letter != Reactions.ReplyLetter) message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static TextPart Part(TextFormat format, string text, string? token)
    {
        var filled = token is null ? text : text.Replace(OutboxMail.TokenMark, Uri.EscapeDataString(token), StringComparison.Ordinal);
        return new(format) { Text = filled.ReplaceLineEndings("\r\n") };
    }

    private static MailboxAddress Sender(Settings settings) => MailboxAddress.Parse(settings.Mail.Smtp.From);

    private static string HostOf(Settings settings)
    {
        var address = new Uri(settings.BaseUrl);
        return address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
    }

    [GeneratedRegex(@"[\s\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
