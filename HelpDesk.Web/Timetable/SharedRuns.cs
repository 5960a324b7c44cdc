using Hangfire;
using Hangfire.States;
using Hangfire.Storage;

namespace HelpDesk.Web.Timetable;

/// <summary>How the runs of one job go on whatever node.</summary>
/// <param name="BegunWellAt">When the last run was asked for, if it has ended well.</param>
/// <param name="NextAt">When it comes next.</param>
public sealed record SharedRun(DateTimeOffset? BegunWellAt, DateTimeOffset? NextAt)
{
    public static readonly SharedRun Unknown = new(null, null);
}

/// <summary>What Hangfire knows of the recurring jobs, which many nodes share: each run is one node's.</summary>
internal sealed class SharedRuns(JobStorage storage)
{
    /// <summary>Reads them by key.</summary>
    public IReadOnlyDictionary<string, SharedRun> Read()
    {
        using var connection = storage.GetReadOnlyConnection();
        return connection.GetRecurringJobs().ToDictionary(job => job.Id, job => new SharedRun(job.LastJobState == SucceededState.StateName ? Utc(job.LastExecution) : null, Utc(job.NextExecution)));
    }

    private static DateTimeOffset? Utc(DateTime? at) => at is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;
}
