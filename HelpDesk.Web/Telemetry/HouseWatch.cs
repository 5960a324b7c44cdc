using System.Data.Common;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Telemetry;

/// <summary>Looks at the house from time to time: for the sign that managers see on every page, and for whoever collects metrics. Nobody's page or scrape waits for it.</summary>
internal sealed partial class HouseWatch(IServiceScopeFactory scopes, JobHealth jobs, SharedRuns shared, Settings settings, DataDirectories directories, Readiness readiness, TimeProvider clock, ILogger<HouseWatch> log) : BackgroundService
{
    private IReadOnlyList<HousePart> red = [];

    /// <summary>What was seen last; null before the first look, and while the database does not answer.</summary>
    public HouseFacts? Latest { get; private set; }

    /// <summary>What did not work when it was looked at last.</summary>
    public IReadOnlyList<HousePart> Red => red;

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>Looks now.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<HouseFacts> LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var facts = await HouseFacts.ReadAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), jobs, shared, settings, directories, clock, ct);
        (Latest, red) = (facts, facts.Red);
        return facts;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Telemetry.Interval <= 0 || !await readiness.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken)) return;
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(settings.Telemetry.Interval), clock);
        try
        {
            do await TryAsync(stoppingToken);
            while (await beat.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception trouble) when (Outages.IsOfDatabase(trouble) || trouble is IOException or UnauthorizedAccessException)
        {
            if (Latest is not null) LogTrouble(trouble);
            (Latest, red) = (null, [HousePart.Database]);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How the house does cannot be seen: the database does not answer.")]
    private partial void LogTrouble(Exception trouble);
}
