using Hangfire;
using Hangfire.Storage;
using HelpDesk.Web.Telemetry;

namespace HelpDesk.Web.Manage.Status;

/// <param name="Next">When each job runs next, on whatever node.</param>
public sealed record StatusFacts(HouseFacts House, ProgramFacts Program, IReadOnlyDictionary<string, DateTimeOffset> Next);

public sealed class StatusReading
{
    private readonly HouseWatch watch;
    private readonly JobStorage storage;

    internal StatusReading(HouseWatch watch, JobStorage storage) => (this.watch, this.storage) = (watch, storage);

    /// <summary>Looks anew: whoever mended something wants to see it.</summary>
    public async Task<StatusFacts> NowAsync(CancellationToken ct) => new(await watch.LookAsync(ct), ProgramFacts.Since(watch.StartedAt), Next());

    private Dictionary<string, DateTimeOffset> Next()
    {
        using var connection = storage.GetReadOnlyConnection();
        return connection.GetRecurringJobs().Where(job => job.NextExecution is not null)
            .ToDictionary(job => job.Id, job => new DateTimeOffset(DateTime.SpecifyKind(job.NextExecution!.Value, DateTimeKind.Utc)));
    }
}

/// <summary>What did not work when the house looked at itself last: for pages that only point to it.</summary>
public sealed class StatusSign
{
    private readonly HouseWatch watch;

    internal StatusSign(HouseWatch watch) => this.watch = watch;

    public IReadOnlyList<HousePart> Red => watch.Red;
}
