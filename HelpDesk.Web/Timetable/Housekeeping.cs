using Hangfire;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Timetable;

/// <summary>Throws away what nobody can ask for any more: the answers to commands whose repeat is over. Then lets the database look at what it holds.</summary>
internal sealed class Housekeeping(Writes writes, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Portion = 1000;

    public static readonly TimeSpan CommandsKept = TimeSpan.FromDays(30);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - CommandsKept;
        // In portions, so that nobody waits long for the write lock.
        while (await writes.DoAsync((db, cancel) => db.HandledCommands.Where(h => h.At < before).OrderBy(h => h.At).Take(Portion).ExecuteDeleteAsync(cancel), OnConflict.DecideAnew, ct) == Portion) { }
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().RefreshStatisticsAsync(ct);
    }
}
