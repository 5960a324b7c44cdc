using System.Collections.Immutable;
using System.Net;
using System.Text;
using HelpDesk.Domain.Tickets;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>The content of a mail: what is read as its text, and what is a file.</summary>
internal sealed partial class MailBody
{
    /// <summary>The most of a text part that is shown; a longer one is a file, too.</summary>
    private const int LongestText = 1_000_000;
    private const int LargestReport = 1024 * 1024;
    private const int LargestTnef = 10 * 1024 * 1024;
    private const int MaxNotes = 50;

    private readonly List<Written> pieces = [];
    private readonly MailFiles files = new();
    private readonly List<string> notes = [];

    private MailBody() { }

    /// <summary>One piece of the text, in one form or in both.</summary>
    private sealed record Written(string? Text, string? Html);

    /// <summary>With notes at its end.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The plain part alone; null where only HTML was sent.</summary>
    public string? Plain { get; private set; }

    public string? Html { get; private set; }
    public ImmutableArray<ReadFile> Files => files.All;
    public CalendarInvitation? Calendar { get; private set; }
    public DeliveryReport? Report { get; private set; }


    public static MailBody Of(MimeMessage message)
    {
        var body = new MailBody();
        if (message.Body is { } root) body.Walk(root, isBody: true);
        body.Finish();
        return body;
    }

    private void Finish()
    {
        var shown = pieces.Where(piece => !string.IsNullOrWhiteSpace(piece.Text) || !string.IsNullOrWhiteSpace(piece.Html)).ToList();
        if (shown.Any(piece => piece.Html is not null))
            Html = string.Join("\n<br>\n", shown.Select(piece => piece.Html ?? $"<div style=\"white-space:pre-wrap\">{WebUtility.HtmlEncode(piece.Text)}</div>"));
        if (shown.All(piece => !string.IsNullOrWhiteSpace(piece.Text))) Plain = Joined(shown.Select(piece => piece.Text!));
        Text = Joined([Plain ?? Joined(shown.Select(piece => string.IsNullOrWhiteSpace(piece.Text) ? HtmlText.Of(piece.Html!) : piece.Text)), .. notes.Take(MaxNotes)]);
    }

    private static string Joined(IEnumerable<string> texts) => string.Join("\n\n", texts.Select(text => text.TrimEnd()).Where(text => text.Length > 0));

    /// <param name="isBody">It stands where a text is expected, so that even a name does not make it a file.</param>
    private void Walk(MimeEntity entity, bool isBody)
    {
        switch (entity)
        {
            case MultipartReport report: WalkReport(report); break;
            case MultipartEncrypted encrypted: WalkEncrypted(encrypted); break;
            case MultipartSigned { Count: > 0 } signed: WalkSigned(signed, isBody); break;
            case MultipartRelated { Count: > 0 } related: WalkRelated(related, isBody); break;
            case MultipartAlternative { Count: > 0 } alternative: WalkAlternative(alternative); break;
            case Multipart { Count: > 0 } multipart: foreach (var child in multipart) Walk(child, isBody && multipart.Count == 1); break;
            case Multipart empty: AddText(new(Clean(empty.Preamble ?? ""), null)); break;
            case MessagePart mail when IsReportPart(mail): break;
            case MessagePart mail: AddMail(mail); break;
            case MessagePartial partial: AddPartial(partial); break;
            case TnefPart tnef: AddTnef(tnef); break;
            case MimePart part when IsReportPart(part): ReadReport(part); break;
            case MimePart part when part.ContentType.IsMimeType("text", "calendar"): AddCalendar(part); break;
            case MimePart part when IsText(part, isBody): AddTextPart(part); break;
            case MimePart part: AddFile(part, isInline: false); break;
        }
    }

    private static bool IsText(MimePart part, bool isBody)
    {
        if (part is not TextPart || part.IsAttachment) return false;
        if (part.ContentType.MediaSubtype.ToLowerInvariant() is not ("plain" or "html" or "enriched" or "richtext" or "x-markdown" or "markdown" or "x-unknown")) return isBody && string.IsNullOrEmpty(part.FileName);
        return isBody || string.IsNullOrEmpty(part.FileName);
    }

    private void WalkSigned(MultipartSigned signed, bool isBody)
    {
        Walk(signed[0], isBody);
        // A signature without a name is for programs alone.
        foreach (var part in signed.Skip(1).OfType<MimePart>().Where(part => !string.IsNullOrEmpty(part.FileName))) AddFile(part, isInline: false);
    }

    private void WalkEncrypted(MultipartEncrypted encrypted)
    {
        Note("This message is encrypted. It cannot be read here; its parts are attached.");
        foreach (var part in encrypted.OfType<MimePart>().Where(part => !part.ContentType.IsMimeType("application", "pgp-encrypted"))) AddFile(part, isInline: false);
    }

    private void WalkRelated(MultipartRelated related, bool isBody)
    {
        var root = RootOf(related);
        Walk(root, isBody: true);
        foreach (var child in related)
            if (child == root) continue;
            else if (child is MimePart part and not TnefPart) AddFile(part, isInline: !part.IsAttachment);
            else Walk(child, isBody: false);
    }

    // Some put the pictures first and name the root by its type alone.
    private static MimeEntity RootOf(MultipartRelated related)
    {
        if (related.ContentType.Parameters["start"] is { Length: > 0 } && related.Root is { } root) return root;
        if (related[0] is Multipart or TextPart) return related[0];
        return related.FirstOrDefault(child => child is TextPart or MultipartAlternative) ?? related[0];
    }

    /// <summary>The first plain text and the richest HTML; files of every branch are kept, as they are shown by either.</summary>
    private void WalkAlternative(MultipartAlternative alternative)
    {
        var before = pieces.Count;
        string? text = null, html = null;
        foreach (var child in alternative)
        {
            if (child is TextPart { ContentType.MediaSubtype: "x-amp-html" }) continue;
            Walk(child, isBody: true);
            var came = pieces[before..];
            pieces.RemoveRange(before, pieces.Count - before);
            var itsText = Joined(came.Select(piece => piece.Text ?? ""));
            if (string.IsNullOrWhiteSpace(text) && itsText.Length > 0) text = itsText;
            if (came.Any(piece => !string.IsNullOrWhiteSpace(piece.Html))) html = string.Join("\n<br>\n", came.Select(piece => piece.Html ?? WebUtility.HtmlEncode(piece.Text)));
        }
        if (text is not null || html is not null) AddText(new(text, html));
    }

    private void AddTextPart(MimePart part)
    {
        var bytes = MailFiles.Decoded(part);
        var isHtml = part.ContentType.IsMimeType("text", "html");
        var declared = part.ContentType.Charset;
        if (isHtml && Charsets.Named(declared) is null) declared = Charsets.OfHtml(bytes.Span) ?? declared;
        var tooLong = bytes.Length > LongestText;
        var text = Clean(Charsets.Decode(tooLong ? bytes.Span[..LongestText] : bytes.Span, declared));
        if (isHtml) AddText(new(null, text));
        else AddText(new(part.ContentType.MediaSubtype.ToLowerInvariant() is "enriched" or "richtext" ? Unenriched(text) : Unflowed(part, text), null));
        if (!tooLong) return;
        files.Add(part, bytes, isInline: false);
        Note("The text is too long to be shown; all of it is attached.");
    }

    private static string Unflowed(MimePart part, string text)
    {
        if (!string.Equals(part.ContentType.Format, "flowed", StringComparison.OrdinalIgnoreCase)) return text;
        var delsp = string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        return Flowed.Unwrapped(text, delsp);
    }

    private static string Unenriched(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '<' && at + 1 < text.Length && text[at + 1] == '<')
            {
                plain.Append('<');
                at++;
            }
            else if (text[at] == '<' && text.IndexOf('>', at) is > 0 and var end && end - at < 60)
            {
                if (text.AsSpan(at, end - at).StartsWith("<nl", StringComparison.OrdinalIgnoreCase)) plain.Append('\n');
                at = end;
            }
            else plain.Append(text[at] == '\n' ? ' ' : text[at]);
        }
        return plain.ToString();
    }

    private static string Clean(string text) =>
        text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal);

    private void AddText(Written piece) => pieces.Add(piece);

    private void AddFile(MimePart part, bool isInline)
    {
        if (part.ContentType.MimeType.ToLowerInvariant() is "application/pkcs7-mime" or "application/x-pkcs7-mime" && (part.FileName ?? "smime.p7m").EndsWith(".p7m", StringComparison.OrdinalIgnoreCase))
            Note("This message is encrypted or sealed with S/MIME. It cannot be read here; it is attached.");
        var bytes = MailFiles.Decoded(part);
        if (bytes.Length > AttachmentFiles.MaxBytes) Note($"The file {MailFiles.NameOf(part)} is larger than 25 MB and was left out; the original message has it.");
        else files.Add(part, bytes, isInline || (part.ContentDisposition?.Disposition == ContentDisposition.Inline && part.ContentId is not null));
    }

    private void AddMail(MessagePart part)
    {
        if (part.Message is not { } message) return;
        var headers = new Headers(message.Headers, null);
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        if (bytes.Length > AttachmentFiles.MaxBytes)
        {
            Note("A forwarded message is larger than 25 MB and was left out; the original message has it.");
            return;
        }
        var subject = headers.Subject;
        var name = files.Add(MailFiles.NameOfMail(part, subject), "message/rfc822", bytes.ToArray());
        var from = headers.Addresses("From").FirstOrDefault()?.Address;
        Note($"Forwarded message{(subject.Length > 0 ? $" \"{subject}\"" : "")}{(from is null ? "" : $" from {from}")}, attached as {name}.");
    }

    private void AddPartial(MessagePartial partial)
    {
        // The first part begins with the header and the text of the whole.
        if (partial.Number == 1 && MailFiles.Decoded(partial) is { Length: > 0 } bytes)
        {
            if (MailReader.Parsed(bytes)?.Body is { } first and not MessagePartial) Walk(first, isBody: true);
        }
        Note($"This is part {partial.Number}{(partial.Total is { } total ? $" of {total}" : "")} of a message that the sender's program has split.");
    }

    private void AddTnef(TnefPart tnef)
    {
        var size = MailFiles.Decoded(tnef);
        try
        {
            if (size.Length > LargestTnef) throw new FormatException("Too large to be unpacked.");
            var inside = tnef.ConvertToMessage();
            var before = pieces.Count;
            if (inside.Body is { } body) Walk(body, isBody: true);
            // Outlook sends its text outside, too.
            if (before > 0) pieces.RemoveRange(before, pieces.Count - before);
        }
        catch (Exception broken) when (broken is FormatException or IOException or ArgumentException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            files.Add(tnef, size, isInline: false);
        }
    }

    private void AddCalendar(MimePart part)
    {
        var bytes = MailFiles.Decoded(part);
        if (bytes.Length <= LargestReport && Calendars.Read(Charsets.Decode(bytes.Span, part.ContentType.Charset ?? "utf-8"), part.ContentType.Parameters["method"]) is { } calendar)
        {
            Calendar ??= calendar;
            Note(Calendars.InWords(calendar));
        }
        if (part.IsAttachment || !string.IsNullOrEmpty(part.FileName)) files.Add(part, bytes, isInline: false);
    }

    private void Note(string words)
    {
        if (!notes.Contains($"[{words}]")) notes.Add($"[{words}]");
    }
}
