using Hangfire;
using HelpDesk.Domain.Search;

namespace HelpDesk.Web.Timetable;

/// <summary>Puts the tickets into search's index that wait for it: after an upgrade, a rebuild, or when a name changed that many carry.</summary>
internal sealed class DueIndexing(IndexCommands index)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        // In portions, so that nobody waits long for the write lock.
        while (await index.GoOnAsync(ct) > 0) ct.ThrowIfCancellationRequested();
    }
}
