using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Rows against files: each file that a row names is there with the bytes that its hash says, and none lies there that no row names.</summary>
internal static class FilesCheck
{
    private const int Page = 500;

    public static async IAsyncEnumerable<Discrepancy> RunAsync(HelpDeskDb db, AttachmentFiles attachments, RawMailFiles mails, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (file, found) in BrokenAsync(db.Attachments.Select(a => new Named { Sha256 = a.Sha256, Size = a.Size }), attachments, ct))
            yield return found with { Place = $"attachment {file} of ticket {await db.Attachments.Where(a => a.Sha256 == file).Join(db.Tickets, a => a.TicketId, t => t.Id, (_, t) => t.Number).FirstAsync(ct)}" };
        await foreach (var (file, found) in BrokenAsync(db.Inbox.Where(m => m.RawSha256 != "").Select(m => new Named { Sha256 = m.RawSha256, Size = m.RawSize }), mails, ct))
            yield return found with { Place = $"raw mail {file}" };
        // What is younger may be on its way to its row, or waits for the night's housekeeping.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var files in (KeptFiles[])[attachments, mails])
            await foreach (var orphan in OrphanFiles.OfAsync(db, files, now - 2 * OrphanFiles.Kept, ct))
                // Both may lie on one shelf.
                if (told.Add(orphan)) yield return new("file-orphan", $"file {orphan}", "No row names it. It does no harm but takes room; the desk's housekeeping throws it away at night.");
    }

    private static async IAsyncEnumerable<(string File, Discrepancy Found)> BrokenAsync(IQueryable<Named> rows, KeptFiles files, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = ""; ;)
        {
#pragma warning disable CA1309 // the database compares
            var page = await rows.Where(r => string.Compare(r.Sha256, after) > 0).Distinct().OrderBy(r => r.Sha256).Take(Page).ToListAsync(ct);
#pragma warning restore CA1309
            if (page.Count == 0) yield break;
            after = page[^1].Sha256;
            foreach (var named in page)
                if (await WrongAsync(named, files, ct) is { } found) yield return (named.Sha256, found);
        }
    }

    private static async Task<Discrepancy?> WrongAsync(Named named, KeptFiles files, CancellationToken ct)
    {
        try
        {
            await using var bytes = await files.OpenAsync(named.Sha256, ct);
            if (bytes.Length != named.Size) return new("file-changed", "", $"It has {bytes.Length} bytes and should have {named.Size}.");
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)) == named.Sha256 ? null : new("file-changed", "", "Its bytes are not those that were kept: they do not fit their hash.");
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or EndOfStreamException)
        {
            return new("file-missing", "", "A row names it, and it is not there: restore it from a backup.");
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return new("file-unreadable", "", $"It cannot be read: {broken.Message}");
        }
    }

    /// <summary>Without a constructor, so that the database can compare by its parts.</summary>
    private sealed class Named
    {
        public required string Sha256 { get; init; }
        public required long Size { get; init; }
    }
}
