using HelpDesk.Domain.Search;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>Lets search's index follow right after commits; what changes within a moment is indexed together. What is missed here, <see cref="DueIndexing"/> finds.</summary>
internal sealed partial class IndexFollower(TicketsChanged changed, IndexCommands index, Settings settings, ILogger<IndexFollower> log) : BackgroundService
{
    // About the load of the machine, not about the desk's time: by the real clock.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Jobs)
        {
            await changed.WaitAsync(stoppingToken);
            await Task.Delay(Pause, stoppingToken);
            try
            {
                while (await index.GoOnAsync(stoppingToken) > 0) { }
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                LogTrouble(trouble);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Search's index could not follow; the job tries again.")]
    private partial void LogTrouble(Exception trouble);
}
