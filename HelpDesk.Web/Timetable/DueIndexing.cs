using Hangfire;
using HelpDesk.Domain.Search;

namespace HelpDesk.Web.Timetable;

/// <summary>Puts the tickets into search's index that wait for it: after an upgrade, a rebuild, or when a name changed that many carry.</summary>
internal sealed class DueIndexing(IndexCommands index) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        // One is under way, and goes on until none waits: a second would only keep a worker from mail and timers.
        if (!await one.WaitAsync(0, ct)) return;
        try
        {
            // In portions, so that nobody waits long for the write lock.
            while (await index.GoOnAsync(ct) > 0) ct.ThrowIfCancellationRequested();
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
