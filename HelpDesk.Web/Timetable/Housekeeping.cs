using Hangfire;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Verifying;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Backups;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Timetable;

/// <summary>Throws away what nobody can ask for any more: the answers to commands whose repeat is over, and files that no row names. Then lets the database look at what it holds.</summary>
internal sealed class Housekeeping(Writes writes, OrphanFiles orphans, DataDirectories directories, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Portion = 1000;

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - HandledCommand.Kept;
        // In portions, so that nobody waits long for the write lock.
        while (await writes.DoAsync((db, cancel) => db.HandledCommands.Where(h => h.At < before).OrderBy(h => h.At).Take(Portion).ExecuteDeleteAsync(cancel), OnConflict.DecideAnew, ct) == Portion) { }
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().RefreshStatisticsAsync(ct);
        using var alone = Housekept.TryBegin(directories);
        if (alone is not null) await orphans.SweepAsync(ct);
    }
}
