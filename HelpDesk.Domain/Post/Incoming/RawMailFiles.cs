using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>The bytes of mails that came in, as they came.</summary>
public sealed class RawMailFiles(IFileShelf shelf, string spool) : KeptFiles(shelf, spool, MaxBytes)
{
    /// <summary>The most that one mail may hold: 150 MB. A larger one stays in its mailbox.</summary>
    public const long MaxBytes = 150 * 1024 * 1024;

    /// <summary>Streams a mail to where it is kept and makes it durable, before any row speaks of it.</summary>
    /// <returns>The file, or null when it is larger than <see cref="MaxBytes"/>.</returns>
    public async Task<StoredFile?> KeepAsync(Stream raw, CancellationToken ct) =>
        await WriteAsync(raw, ct) is var (size, sha256) ? new StoredFile($"{sha256[..12]}.eml", "message/rfc822", size, sha256) : null;
}
