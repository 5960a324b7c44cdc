using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Reading;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>Puts what was read of a mail into what tickets know: what it says, and what shows where it belongs.</summary>
internal static partial class Understanding
{
    // The whole mail is one click away.
    private const int LongestBody = 200_000;

    /// <param name="files">Its files, kept already.</param>
    /// <param name="own">The desk's own addresses, as they are compared.</param>
    public static ReceivedMail Of(ReadMail mail, Mailbox mailbox, ImmutableArray<StoredFile> files, IReadOnlySet<string> own)
    {
        var body = BodyOf(mail);
        return new()
        {
            FromName = mail.From.Name,
            FromAddress = mail.From.Address,
            Subject = Subjects.From(mail.Subject, body),
            Body = body,
            Files = files,
            Kind = KindOf(mail),
            KindBecause = mail.NatureBecause,
            Tokens = [.. TokensIn(mail)],
            NamedTicket = Named().Match(mail.Subject) is { Success: true } found ? long.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null,
            Vouched = SenderCheck.Vouched(mail.AuthenticationResults, mailbox.TrustedServer, mail.From.Address),
            Copies = CopiesOf(mail, own),
            MailMessageId = mail.MessageId,
        };
    }

    /// <summary>What a delivery report says of a mail of ours: the gravest news in it.</summary>
    public static BounceReport Bounce(ReadMail mail)
    {
        var worst = mail.Report!.Recipients.OrderByDescending(r => r.IsHard).ThenByDescending(HasFailed).FirstOrDefault();
        var original = mail.Report.OriginalMessageId ?? "";
        return new(
            MailIn(original),
            worst?.Address,
            worst is null ? "no reason was given" : string.Join(' ', new[] { worst.Status, worst.Words }.Where(word => !string.IsNullOrWhiteSpace(word))),
            worst is null || HasFailed(worst),
            worst is not null && IsDead(worst))
        {
            Token = ReplyTokens.In(original),
        };
    }

    // The address itself does not work. A mail that was refused for what it says (5.7.1), or a full mailbox, says nothing of the address.
    private static bool IsDead(ReportedRecipient recipient) =>
        recipient.IsHard && (recipient.Status is null or "5.0.0" or "5.2.1" or "5.4.4" || recipient.Status.StartsWith("5.1.", StringComparison.Ordinal));

    private static bool HasFailed(ReportedRecipient recipient) => recipient.Action.Equals("failed", StringComparison.OrdinalIgnoreCase);

    // Our own ids begin with that of the outbox's row.
    private static MailId? MailIn(string messageId) =>
        messageId.Length >= 32 && Guid.TryParseExact(messageId[..32], "N", out var id) ? MailId.From(id) : null;

    private static MailKind KindOf(ReadMail mail) => mail.Nature switch
    {
        MailNature.Personal => MailKind.Personal,
        MailNature.Automatic when IsPostmaster(mail.From.Address) => MailKind.AutoReply,
        MailNature.Bulk => MailKind.Listed,
        MailNature.Automatic => MailKind.Generated,
        _ => MailKind.AutoReply,
    };

    private static bool IsPostmaster(string address) =>
        address.StartsWith("mailer-daemon", StringComparison.OrdinalIgnoreCase) || address.StartsWith("postmaster", StringComparison.OrdinalIgnoreCase);

    private static string BodyOf(ReadMail mail)
    {
        var body = string.IsNullOrWhiteSpace(mail.VisibleReply) ? mail.Text : mail.VisibleReply;
        if (string.IsNullOrWhiteSpace(body)) return "—";
        if (body.Length <= LongestBody) return body;
        return body[..(char.IsHighSurrogate(body[LongestBody - 1]) ? LongestBody - 1 : LongestBody)] + "…";
    }

    private static IEnumerable<ReplyToken> TokensIn(ReadMail mail) =>
        mail.To.Concat(mail.Cc).Select(c => c.Address).Concat(mail.DeliveredTo).Concat(mail.References).Select(ReplyTokens.In).OfType<ReplyToken>().Distinct();

    private static string? CopiesOf(ReadMail mail, IReadOnlySet<string> own)
    {
        var others = mail.To.Concat(mail.Cc).Where(c => !own.Contains(OwnAddresses.Bare(c.Address)))
            .Select(c => c.Name.Length > 0 ? $"{c.Name} <{c.Address}>" : c.Address).Distinct().Take(20).ToList();
        return others.Count == 0 ? null : string.Join(", ", others);
    }

    [GeneratedRegex(@"\[#([0-9]{1,15})\]", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
