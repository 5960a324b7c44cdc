using MimeKit;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>Reads a raw mail: pure, and never throws. What is over a limit or cannot be understood is <see cref="Reading.Unreadable"/>.</summary>
internal static class MailReader
{
    // What lies deeper stays one file.
    private const int MaxDepth = 30;
    private static readonly ParserOptions Options = new() { MaxMimeDepth = MaxDepth, RespectContentLength = false };
    private static readonly string[] MailboxHeaders = ["Delivered-To", "X-Original-To", "Envelope-To"];
    private static readonly string[] SenderHeaders = ["From", "Sender", "Resent-From", "Reply-To", "Return-Path"];

    public static Reading Read(Stream raw)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; bytes.Length <= RawLimits.MaxBytes && (read = raw.Read(buffer)) > 0;) bytes.Write(buffer, 0, read);
        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    public static Reading Read(ReadOnlyMemory<byte> raw)
    {
        if (RawLimits.Refusal(raw.Span) is { } limit) return new Reading.Unreadable(limit);
        raw = Trimmed(raw);
        if (raw.IsEmpty) return new Reading.Unreadable("The message is empty.");
        try
        {
            return Read(Parsed(raw) ?? Parsed(Mended(raw)) ?? new MimeMessage());
        }
        // Whatever breaks a parser is in the mail, and may not keep the next one waiting: people see it with the raw mail.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return new Reading.Unreadable($"The message is broken in a way that cannot be read ({broken.GetType().Name}).");
        }
    }

    /// <summary>Null where the parser takes no line of the header for one. The content refers to the raw bytes and copies none.</summary>
    public static MimeMessage? Parsed(ReadOnlyMemory<byte> raw)
    {
        try
        {
            return new MimeParser(Options, Streamed(raw), MimeFormat.Entity, persistent: true).ParseMessage();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Without the lines of the header that are none: they stand where a mail was damaged on its way.</summary>
    private static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> raw)
    {
        var mended = new MemoryStream(raw.Length);
        while (!raw.IsEmpty)
        {
            var length = raw.Length - AfterLine(raw).Length;
            var line = raw.Span[..length];
            if (line.TrimEnd("\r\n"u8).IsEmpty) break;
            if (IsField(line) || (mended.Length > 0 && line[0] is (byte)' ' or (byte)'\t')) mended.Write(line);
            raw = raw[length..];
        }
        mended.Write(raw.Span);
        return mended.GetBuffer().AsMemory(0, (int)mended.Length);
    }

    private static bool IsField(ReadOnlySpan<byte> line) =>
        line.IndexOf((byte)':') is > 0 and var colon && !line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~');

    private static Reading Read(MimeMessage message)
    {
        var headers = new Headers(message.Headers, CharsetOf(message.Body));
        var from = SenderHeaders.SelectMany(name => headers.Addresses(name).Take(1)).FirstOrDefault();
        var body = MailBody.Of(message);
        var report = body.Report ?? Bounces.Unmarked(headers, body.Text);
        var (nature, because) = Natures.Of(message, headers, from, body, report);
        // A server's report often has a name in place of an address.
        from ??= nature != MailNature.Personal && headers.Value("From") is { Length: > 0 } name ? new Correspondent("", Headers.Bounded(name.Trim('<', '>'), 254)) : null;
        if (from is null) return new Reading.Unreadable("The message names no sender whom one could answer.");
        var reply = VisibleReplies.Of(body.Plain, body.Html);
        return new Reading.Read(new ReadMail
        {
            MessageId = headers.MessageId,
            References = headers.References,
            From = from,
            ReplyTo = headers.Addresses("Reply-To"),
            To = headers.Addresses("To"),
            Cc = headers.Addresses("Cc"),
            DeliveredTo = [.. DeliveredTo(headers).Distinct(StringComparer.OrdinalIgnoreCase)],
            Subject = headers.Subject,
            Date = headers.Date,
            Text = body.Text,
            Html = body.Html,
            VisibleReply = reply.Visible,
            Elided = reply.Elided,
            Files = body.Files,
            Nature = nature,
            NatureBecause = because,
            WantsNoAutomaticAnswer = headers.Value("X-Auto-Response-Suppress") is { } suppress && !suppress.Equals("none", StringComparison.OrdinalIgnoreCase),
            Report = nature == MailNature.DeliveryReport ? report : null,
            AuthenticationResults = [.. headers.All("Authentication-Results")],
            Calendar = body.Calendar,
        });
    }

    private static IEnumerable<string> DeliveredTo(Headers headers) =>
        MailboxHeaders.SelectMany(name => headers.Addresses(name)).Select(address => address.Address);

    /// <summary>Headers in bare 8-bit are most often written in the charset of the text.</summary>
    private static string? CharsetOf(MimeEntity? body) => body switch
    {
        Multipart multipart => multipart.Take(3).Select(CharsetOf).FirstOrDefault(charset => charset is not null),
        TextPart text => text.ContentType.Charset,
        _ => null,
    };

    // A mailbox file's separator and empty lines may stand before the first header.
    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> raw)
    {
        while (!raw.IsEmpty)
        {
            if (raw.Span[0] is (byte)'\r' or (byte)'\n') raw = raw[1..];
            else if (raw.Span.StartsWith("From "u8) || raw.Span.StartsWith(">From "u8)) raw = AfterLine(raw);
            else if (raw.Span.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF])) raw = raw[3..];
            else break;
        }
        return raw;
    }

    private static ReadOnlyMemory<byte> AfterLine(ReadOnlyMemory<byte> raw) => raw.Span.IndexOf((byte)'\n') is >= 0 and var end ? raw[(end + 1)..] : default;

    private static MemoryStream Streamed(ReadOnlyMemory<byte> raw) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(raw, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(raw.ToArray(), writable: false);
}
