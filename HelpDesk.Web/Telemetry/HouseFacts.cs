using HelpDesk.Domain.Storage;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Telemetry;

/// <summary>How urgent something is.</summary>
public enum Light
{
    /// <summary>All is well.</summary>
    Green,

    /// <summary>Somebody should look, some day soon.</summary>
    Amber,

    /// <summary>Something does not work, or soon will not.</summary>
    Red,
}

/// <summary>What the house consists of, as far as it can break.</summary>
public enum HousePart
{
    Database,
    Jobs,
    Mail,
    Mailboxes,
    Disk,
}

/// <summary>How a job does on this node, and with all nodes that share its runs.</summary>
/// <param name="Now">When this was looked at.</param>
/// <param name="Since">Since when this node runs jobs.</param>
public sealed record JobFacts(string Key, TimeSpan Every, JobRuns Runs, SharedRun Shared, DateTimeOffset Since, DateTimeOffset Now)
{
    /// <summary>No job that comes every minute or oftener rests that long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The last run here failed, and no later one has ended well anywhere.</summary>
    public bool Fails => Runs.Fails && !(Shared.BegunWellAt > Runs.FailedAt);

    public bool IsLate => Every <= TimeSpan.FromMinutes(1) && Runs.RunningSince is null && Now - (Runs.EndedWellAt ?? Since) > Patience && !(Now - Shared.BegunWellAt <= Patience);

    public bool TakesLong => Runs.RunningSince is { } since && Now - since > Patience;

    public Light Light => Fails || IsLate ? Light.Red : TakesLong || Runs.Left > 0 ? Light.Amber : Light.Green;
}

/// <summary>How a mailbox does that is switched on.</summary>
public sealed record MailboxHealth(string Address, DateTimeOffset? ContactAt, DateTimeOffset? FailingSince, string? Error, DateTimeOffset Now)
{
    /// <summary>Longer than a server takes to restart.</summary>
    public static readonly TimeSpan Passing = TimeSpan.FromMinutes(10);

    public Light Light => FailingSince is not { } since ? Light.Green : Now - since >= Passing ? Light.Red : Light.Amber;
}

/// <summary>How the house does, each part with its light.</summary>
/// <param name="RunsJobs">Whether this node runs jobs.</param>
public sealed record HouseFacts(DateTimeOffset At, DatabaseFacts Database, bool RunsJobs, IReadOnlyList<JobFacts> Jobs, Queues Queues, IReadOnlyList<MailboxHealth> Mailboxes, DiskFacts Disk)
{
    /// <summary>How many mailboxes are shown, the longest failing first.</summary>
    public const int MostMailboxes = 50;

    /// <summary>Longer than the slowest round takes: what is due and older waits for somebody who does not come.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(500);

    public Light DatabaseLight => !Database.IsDurable || Database.IsSkewed ? Light.Red : Database.Took >= SlowAnswer ? Light.Amber : Light.Green;

    public Light LightOf(DueThings queue) => queue.Age(At) > LongestWait ? Light.Red : Light.Green;

    public Light MailLight => Queues.Stuck is not null || LightOf(Queues.Mails) == Light.Red ? Light.Red : Queues.Troubled > 0 ? Light.Amber : Light.Green;

    public Light LightOf(HousePart part) => part switch
    {
        HousePart.Database => DatabaseLight,
        HousePart.Jobs => Worst([.. Jobs.Select(job => job.Light), LightOf(Queues.Timers), LightOf(Queues.Approvals)]),
        HousePart.Mail => MailLight,
        HousePart.Mailboxes => Worst([.. Mailboxes.Select(mailbox => mailbox.Light), LightOf(Queues.Incoming), Queues.Unread is null ? Light.Green : Light.Red]),
        HousePart.Disk => Disk.Light,
        _ => throw new InvalidOperationException($"No light for {part}."),
    };

    /// <summary>What does not work.</summary>
    public IReadOnlyList<HousePart> Red => [.. Enum.GetValues<HousePart>().Where(part => LightOf(part) == Light.Red)];

    /// <summary>Reads it all anew: a fixed number of questions, each answered from an index.</summary>
    internal static async Task<HouseFacts> ReadAsync(HelpDeskDb db, JobHealth jobs, SharedRuns shared, Settings settings, DataDirectories directories, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var mailboxes = await db.Mailboxes.AsNoTracking().Where(m => m.IsOn).OrderBy(m => m.FailingSince == null).ThenBy(m => m.FailingSince).ThenBy(m => m.Address).Take(MostMailboxes)
            .Select(m => new MailboxHealth(m.Address, m.ContactAt, m.FailingSince, m.LastError, now)).ToListAsync(ct);
        var runs = settings.Jobs ? shared.Read() : null;
        return new(now,
            await DatabaseFacts.ReadAsync(db, clock, ct),
            settings.Jobs,
            runs is null ? [] : [.. Timetable.Timetable.All.Select(job => new JobFacts(job.Key, job.Every, jobs.Of(job.Key), runs.GetValueOrDefault(job.Key, SharedRun.Unknown), jobs.Since, now))],
            await Queues.ReadAsync(db, now, ct),
            mailboxes,
            DiskFacts.Read(directories));
    }

    private static Light Worst(IEnumerable<Light> lights) => lights.DefaultIfEmpty().Max();
}
