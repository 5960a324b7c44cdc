using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>The files of a mail, each under a name of its own.</summary>
internal sealed class MailFiles
{
    private const int LongestSubject = 100;
    private readonly List<ReadFile> files = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<ReadFile> All => [.. files];

    public void Add(MimePart part, ReadOnlyMemory<byte> content, bool isInline) =>
        files.Add(new ReadFile(Unused(NameOf(part)), part.ContentType.MimeType.ToLowerInvariant(), Bare(part.ContentId), isInline, content) { ContentLocation = part.ContentLocation?.OriginalString });

    /// <returns>The name under which it is kept.</returns>
    public string Add(string name, string type, ReadOnlyMemory<byte> content)
    {
        files.Add(new ReadFile(Unused(name), type, null, IsInline: false, content));
        return files[^1].Name;
    }

    public static string NameOf(MimePart part)
    {
        if (part.FileName is { Length: > 0 } name && !string.IsNullOrWhiteSpace(name)) return AttachmentFiles.CleanName(Headers.OneLine(name));
        return Default(part.ContentType.MediaType.ToLowerInvariant(), part.ContentType.MimeType.ToLowerInvariant());
    }

    public static string NameOfMail(MessagePart part, string subject)
    {
        var given = part.ContentDisposition?.FileName ?? part.ContentType.Name;
        if (!string.IsNullOrWhiteSpace(given)) return AttachmentFiles.CleanName(Headers.OneLine(given));
        var words = string.Concat(subject.Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? ' ' : c)).Trim(' ', '.');
        return words.Length == 0 ? "message.eml" : $"{Headers.Bounded(string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries)), LongestSubject).Trim()}.eml";
    }

    public static ReadOnlyMemory<byte> Decoded(MimePart part)
    {
        if (part.Content is null) return default;
        using var bytes = new MemoryStream();
        part.Content.DecodeTo(bytes);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private string Unused(string name)
    {
        if (names.Add(name)) return name;
        var (stem, end) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var number = 2;
        while (!names.Add($"{stem} ({number}){end}")) number++;
        return $"{stem} ({number}){end}";
    }

    private static string? Bare(string? id) => id?.Trim(' ', '<', '>') is { Length: > 0 and <= 500 } bare ? bare : null;

    private static string Default(string kind, string type) => type switch
    {
        "image/jpeg" or "image/jpg" or "image/pjpeg" => "image.jpg",
        "image/png" => "image.png",
        "image/gif" => "image.gif",
        "image/webp" => "image.webp",
        "image/bmp" => "image.bmp",
        "image/tiff" => "image.tiff",
        "image/svg+xml" => "image.svg",
        "image/heic" => "image.heic",
        "application/pdf" => "document.pdf",
        "application/zip" or "application/x-zip-compressed" => "archive.zip",
        "application/json" => "data.json",
        "application/msword" => "document.doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "document.docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "table.xlsx",
        "application/vnd.ms-excel" => "table.xls",
        "application/pgp-signature" => "signature.asc",
        "application/pgp-keys" => "key.asc",
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => "smime.p7s",
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => "smime.p7m",
        "application/ms-tnef" or "application/vnd.ms-tnef" => "winmail.dat",
        "message/rfc822" => "message.eml",
        "text/calendar" => "invitation.ics",
        "text/csv" => "table.csv",
        "text/html" => "message.html",
        "text/vcard" or "text/x-vcard" or "text/directory" => "contact.vcf",
        _ => kind switch
        {
            "text" => "text.txt",
            "image" => "image",
            "audio" => type is "audio/mpeg" ? "audio.mp3" : type is "audio/wav" or "audio/x-wav" ? "audio.wav" : "audio",
            "video" => type is "video/mp4" ? "video.mp4" : "video",
            _ => "attachment",
        },
    };
}
