using Hangfire;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Timetable;

/// <summary>Does everything of one kind that has come due, in order. What came due while nobody ran is made up for at the next run.</summary>
internal abstract partial class DueWork<TId>(IServiceScopeFactory scopes, ILogger log) : IDisposable where TId : struct
{
    private const int Page = 100;

    private readonly SingleRun run = new();
    private readonly HashSet<TId> complainedOf = [];
    private readonly ILogger log = log;

    /// <returns>How many could not be done: they are tried again at the next run.</returns>
    [AutomaticRetry(Attempts = 0)]
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var failed = new HashSet<TId>();
        await run.RunAsync(async () =>
        {
            while (await DueAsync(failed, ct) is { Count: > 0 } due)
            {
                if (failed.Count == 0 && await TryTogetherAsync(due, ct)) continue;
                foreach (var id in due)
                    if (!await TryAsync(id, ct)) failed.Add(id);
            }
            complainedOf.IntersectWith(failed);
            await EndAsync(ct);
        });
        return failed.Count;
    }

    public void Dispose() => run.Dispose();

    /// <summary>What is due now, in the order in which it came due, without what failed in this run.</summary>
    protected abstract IQueryable<TId> Due(HelpDeskDb db, HashSet<TId> failed);

    /// <summary>Does one; safe to call twice.</summary>
    protected abstract Task<Answer> DoAsync(TId id, CancellationToken ct);

    /// <summary>Does many in one transaction, where that is cheaper; false: one after the other.</summary>
    protected virtual Task<bool> DoTogetherAsync(IReadOnlyList<TId> ids, CancellationToken ct) => Task.FromResult(false);

    /// <summary>What is to be done at the end of each run.</summary>
    protected virtual Task EndAsync(CancellationToken ct) => Task.CompletedTask;

    protected async Task<List<T>> ReadAsync<T>(Func<HelpDeskDb, Task<List<T>>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HelpDeskDb>());
    }

    private Task<List<TId>> DueAsync(HashSet<TId> failed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ReadAsync(db => Due(db, failed).Take(Page).ToListAsync(ct));
    }

    private async Task<bool> TryTogetherAsync(List<TId> ids, CancellationToken ct)
    {
        try
        {
            Failpoint.ReachDue(GetType().Name, isDone: false);
            var isDone = await DoTogetherAsync(ids, ct);
            if (isDone) Failpoint.ReachDue(GetType().Name, isDone: true);
            return isDone;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // Whose trouble it was shows when each is done alone.
            return false;
        }
    }

    // One's trouble, whatever it is, must not keep the others; the next run tries it again.
    private async Task<bool> TryAsync(TId id, CancellationToken ct)
    {
        try
        {
            var isDone = await DoAsync(id, ct) is not Answer.NotFound;
            Failpoint.ReachDue(GetType().Name, isDone: true);
            return isDone;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            if (complainedOf.Add(id)) LogTrouble(trouble, GetType().Name, id);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Work}: {Id} is due and cannot happen; it is tried again at each run.")]
    private partial void LogTrouble(Exception trouble, string work, TId id);
}
