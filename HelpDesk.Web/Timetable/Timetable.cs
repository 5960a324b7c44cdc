using Hangfire;

namespace HelpDesk.Web.Timetable;

/// <summary>Every recurring job. Cron has six fields here: seconds first.</summary>
internal static class Timetable
{
    public static void Lay(IRecurringJobManager jobs)
    {
        jobs.AddOrUpdate<DueMails>("due-mails", job => job.RunAsync(CancellationToken.None), "*/5 * * * * *");
        jobs.AddOrUpdate<DueIncoming>("due-incoming", job => job.RunAsync(CancellationToken.None), "*/15 * * * * *");
        jobs.AddOrUpdate<DueTimers>("due-timers", job => job.RunAsync(CancellationToken.None), "*/15 * * * * *");
        jobs.AddOrUpdate<DueApprovals>("due-approvals", job => job.RunAsync(CancellationToken.None), "*/15 * * * * *");
        jobs.AddOrUpdate<DueStarts>("due-starts", job => job.RunAsync(CancellationToken.None), "*/15 * * * * *");
        jobs.AddOrUpdate<DueMigrations>("due-migrations", job => job.RunAsync(CancellationToken.None), "*/5 * * * * *");
        jobs.AddOrUpdate<DueReplays>("due-replays", job => job.RunAsync(CancellationToken.None), "*/3 * * * * *");
        jobs.AddOrUpdate<DueTallies>("due-tallies", job => job.RunAsync(CancellationToken.None), "*/10 * * * * *");
        jobs.AddOrUpdate<DueMisses>("due-misses", job => job.RunAsync(CancellationToken.None), "5 * * * * *");
        jobs.AddOrUpdate<DueIndexing>("due-indexing", job => job.RunAsync(CancellationToken.None), "*/10 * * * * *");
        jobs.AddOrUpdate<Housekeeping>("housekeeping", job => job.RunAsync(CancellationToken.None), "0 30 3 * * *");
    }
}
