using Hangfire;
using HelpDesk.Domain.Search;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>Puts the tickets into search's index that wait for it: after an upgrade, a rebuild, or when a name changed that many carry.</summary>
internal sealed class DueIndexing(IndexCommands index) : IDisposable
{
    private readonly SingleRun run = new();

    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken ct) => run.RunAsync(async () =>
    {
        // In portions, so that nobody waits long for the write lock.
        while (await index.GoOnAsync(ct) > 0) ct.ThrowIfCancellationRequested();
    });

    public void Dispose() => run.Dispose();
}
