using HelpDesk.Domain.Storage.Files;

namespace HelpDesk.Domain.Tickets;

/// <summary>The bytes of attachments.</summary>
public sealed class AttachmentFiles(IFileShelf shelf, string spool) : KeptFiles(shelf, spool, MaxBytes)
{
    /// <summary>The most that one file may hold: 25 MB.</summary>
    public const long MaxBytes = 25 * 1024 * 1024;

    /// <summary>Streams a file to where it is kept and makes it durable, before any row speaks of it.</summary>
    /// <returns>The file, or null when it is larger than <see cref="MaxBytes"/>.</returns>
    public async Task<StoredFile?> KeepAsync(Stream content, string name, string contentType, CancellationToken ct) =>
        await WriteAsync(content, ct) is var (size, sha256) ? new StoredFile(CleanName(name), CleanType(contentType), size, sha256) : null;

    /// <summary>The last part of the name, without control or bidirectional characters: a name is shown, never opened.</summary>
    public static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F'))).Trim();
        return plain.Length == 0 ? "file" : plain.Length <= 255 ? plain : plain[^255..];
    }

    private static string CleanType(string type) => type.Length is > 0 and <= 200 && type.All(c => c is > ' ' and < '\x7f') ? type : "application/octet-stream";
}
