using Hangfire;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Timetable;

/// <summary>Lets every timer happen that has come due, in order. What came due while nobody ran is made up for at the next run.</summary>
internal sealed partial class DueTimers(TicketCommands tickets, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueTimers> log) : IDisposable
{
    private const int Page = 100;

    private readonly SemaphoreSlim one = new(1);
    private readonly HashSet<TimerId> complainedOf = [];

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        // One is under way, and goes on until nothing is due.
        if (!await one.WaitAsync(0, ct)) return;
        try
        {
            var failed = new HashSet<TimerId>();
            while (await DueAsync(failed, ct) is { Count: > 0 } due)
                foreach (var timer in due)
                    if (!await FireAsync(timer, ct)) failed.Add(timer);
            complainedOf.IntersectWith(failed);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<List<TimerId>> DueAsync(HashSet<TimerId> failed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        return await db.TicketTimers.AsNoTracking().DueBy(clock.GetUtcNow()).Where(t => !failed.Contains(t.Id)).Select(t => t.Id).Take(Page).ToListAsync(ct);
    }

    // One timer's trouble, whatever it is, must not keep the others; the next run tries it again.
    private async Task<bool> FireAsync(TimerId timer, CancellationToken ct)
    {
        try
        {
            return await tickets.FireDueAsync(timer, ct) is not Answer.NotFound;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            if (complainedOf.Add(timer)) LogTrouble(trouble, timer.Value);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Timer {Timer} is due and cannot happen; it is tried again at each run.")]
    private partial void LogTrouble(Exception trouble, Guid timer);
}
