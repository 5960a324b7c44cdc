using System.Runtime.CompilerServices;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Files that no row names: kept for a command that was never committed, or left by what was erased.</summary>
public sealed class OrphanFiles(IServiceScopeFactory scopes, AttachmentFiles attachments, RawMailFiles mails, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>A file is kept before its row is committed: only what has lain so long is an orphan.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Throws them away.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        var count = 0;
        foreach (var files in (KeptFiles[])[attachments, mails])
        {
            await foreach (var orphan in OfAsync(db, files, before, ct))
                if (await files.DropAsync(orphan, before, async () => (await WantedAsync(db, [orphan], ct)).Count > 0, ct)) count++;
            files.DropLeftovers(before);
        }
        return count;
    }

    /// <summary>Those that have lain untouched since before an instant.</summary>
    internal static async IAsyncEnumerable<string> OfAsync(HelpDeskDb db, KeptFiles files, DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in files.UntouchedSinceAsync(before, ct).Chunk(Page).WithCancellation(ct))
        {
            var wanted = await WantedAsync(db, page, ct);
            foreach (var file in page.Where(file => !wanted.Contains(file))) yield return file;
        }
    }

    private static async Task<HashSet<string>> WantedAsync(HelpDeskDb db, string[] files, CancellationToken ct) =>
    [
        .. await db.Attachments.Where(a => files.Contains(a.Sha256)).Select(a => a.Sha256).Distinct().ToListAsync(ct),
        .. await db.Inbox.Where(m => files.Contains(m.RawSha256)).Select(m => m.RawSha256).Distinct().ToListAsync(ct),
    ];
}
