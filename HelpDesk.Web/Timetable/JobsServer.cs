using Hangfire;
using Hangfire.Common;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>Runs the jobs in this process, unless the settings say that another does. The truth is in our tables: losing the queue loses nothing.</summary>
internal sealed partial class JobsServer(Settings settings, JobStorage storage, JobActivator activator, IRecurringJobManager recurring, SharedRuns shared, IBackgroundJobClient jobs, JobWatch watch, IHostApplicationLifetime life, ILogger<JobsServer> log)
    : IHostedService, IDisposable
{
    /// <summary>So long until the next try, when the jobs could not be laid down.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private BackgroundJobServer? server;
    private Task laying = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not before the house is open: until then the database may be of another version.
        if (settings.Jobs) life.ApplicationStarted.Register(Begin);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await laying.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (server is null) return;
        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose() => server?.Dispose();

    private void Begin()
    {
        server = new(new()
        {
            Activator = activator,
            // Hangfire's own are one list for the whole process, whatever hosts are in it.
            FilterProvider = new JobFilterProviderCollection([.. JobFilterProviders.Providers, watch]),
            WorkerCount = 4,
            SchedulePollingInterval = TimeSpan.FromSeconds(5),
            ShutdownTimeout = TimeSpan.FromSeconds(10),
        }, storage);
        laying = KeepLaidAsync(life.ApplicationStopping);
    }

    private async Task KeepLaidAsync(CancellationToken ct)
    {
        await LayAsync(Lay, ct);
        // By the real clock, as Hangfire's.
        using var beat = new PeriodicTimer(Look);
        while (await beat.WaitForNextTickAsync(ct)) await LayAsync(() => Timetable.LayAgain(recurring, shared), ct);
    }

    /// <summary>Lays the jobs down, as often as it takes: a database that takes no connection at that moment, or a lock that a killed process left, must not keep this node from ever working.</summary>
    private async Task LayAsync(Action lay, CancellationToken ct)
    {
        while (!TryLay()) await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        bool TryLay()
        {
            if (ct.IsCancellationRequested) return true;
            try
            {
                lay();
                return true;
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                LogTrouble(trouble);
                return false;
            }
        }
    }

    private void Lay()
    {
        Timetable.Lay(recurring);
        // What came due while nobody ran happens at once.
        jobs.Enqueue<DueTimers>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueApprovals>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueStarts>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueIncoming>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueMails>(job => job.RunAsync(CancellationToken.None));
    }

    [LoggerMessage(LogLevel.Error, "The jobs could not be laid down; it is tried again in a moment.")]
    private partial void LogTrouble(Exception trouble);
}
