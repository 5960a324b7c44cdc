using Hangfire;
using Hangfire.Common;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>Runs the jobs in this process, unless the settings say that another does. The truth is in our tables: losing the queue loses nothing.</summary>
internal sealed class JobsServer(Settings settings, JobStorage storage, JobActivator activator, IRecurringJobManager recurring, IBackgroundJobClient jobs, JobWatch watch, IHostApplicationLifetime life) : IHostedService, IDisposable
{
    private BackgroundJobServer? server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not before the house is open: until then the database may be of another version.
        if (settings.Jobs) life.ApplicationStarted.Register(Begin);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is null) return;
        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose() => server?.Dispose();

    private void Begin()
    {
        Timetable.Lay(recurring);
        // What came due while nobody ran happens at once.
        jobs.Enqueue<DueTimers>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueApprovals>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueStarts>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueIncoming>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<DueMails>(job => job.RunAsync(CancellationToken.None));
        server = new(new()
        {
            Activator = activator,
            // Hangfire's own are one list for the whole process, whatever hosts are in it.
            FilterProvider = new JobFilterProviderCollection([.. JobFilterProviders.Providers, watch]),
            WorkerCount = 4,
            SchedulePollingInterval = TimeSpan.FromSeconds(5),
            ShutdownTimeout = TimeSpan.FromSeconds(10),
        }, storage);
    }
}
