using System.Linq.Expressions;
using Hangfire;

namespace HelpDesk.Web.Timetable;

/// <summary>A job that runs again and again.</summary>
/// <param name="Every">How far apart its runs are.</param>
internal sealed record RecurringJob(string Key, Type Type, TimeSpan Every, Action<IRecurringJobManager> Lay)
{
    /// <param name="cron">Of six fields: seconds first.</param>
    public static RecurringJob Of<T>(string key, string cron, TimeSpan every, Expression<Func<T, Task>> run) =>
        new(key, typeof(T), every, jobs => jobs.AddOrUpdate(key, run, cron));
}

/// <summary>Every recurring job.</summary>
internal static class Timetable
{
    public static readonly IReadOnlyList<RecurringJob> All =
    [
        RecurringJob.Of<DueMails>("due-mails", "*/5 * * * * *", TimeSpan.FromSeconds(5), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueIncoming>("due-incoming", "*/15 * * * * *", TimeSpan.FromSeconds(15), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueTimers>("due-timers", "*/15 * * * * *", TimeSpan.FromSeconds(15), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueApprovals>("due-approvals", "*/15 * * * * *", TimeSpan.FromSeconds(15), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueStarts>("due-starts", "*/15 * * * * *", TimeSpan.FromSeconds(15), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueMigrations>("due-migrations", "*/5 * * * * *", TimeSpan.FromSeconds(5), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueReplays>("due-replays", "*/3 * * * * *", TimeSpan.FromSeconds(3), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueTallies>("due-tallies", "*/10 * * * * *", TimeSpan.FromSeconds(10), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueMisses>("due-misses", "5 * * * * *", TimeSpan.FromMinutes(1), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueChains>("due-chains", "*/20 * * * * *", TimeSpan.FromSeconds(20), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<DueIndexing>("due-indexing", "*/10 * * * * *", TimeSpan.FromSeconds(10), job => job.RunAsync(CancellationToken.None)),
        RecurringJob.Of<Housekeeping>("housekeeping", "0 30 3 * * *", TimeSpan.FromDays(1), job => job.RunAsync(CancellationToken.None)),
    ];

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public static void Lay(IRecurringJobManager jobs)
    {
        foreach (var job in All) job.Lay(jobs);
    }

    /// <summary>Lays those anew whose next run is further away than they are apart: the clock was set back, and they would rest until it has caught up.</summary>
    public static void LayAgain(IRecurringJobManager jobs, SharedRuns shared)
    {
        var (runs, now) = (shared.Read(), DateTimeOffset.UtcNow);
        foreach (var job in All.Where(job => runs.TryGetValue(job.Key, out var run) && run.NextAt - now > job.Every + Slack))
        {
            jobs.RemoveIfExists(job.Key);
            job.Lay(jobs);
        }
    }
}
