using System.Collections.Concurrent;

namespace HelpDesk.Web.Timetable;

/// <summary>How the runs of one job went on this node.</summary>
/// <param name="RunningSince">Since when it has been under way; null while it rests.</param>
/// <param name="Failure">What the last run that failed died of.</param>
/// <param name="Left">How many things its last run could not do.</param>
public sealed record JobRuns(DateTimeOffset? RunningSince, DateTimeOffset? BeganAt, DateTimeOffset? EndedWellAt, DateTimeOffset? FailedAt, string? Failure, int Left, long Runs, long Failures)
{
    public static readonly JobRuns None = new(null, null, null, null, null, 0, 0, 0);

    public bool Fails => FailedAt is { } failed && !(EndedWellAt > failed);
}

/// <summary>How this node's jobs do. It begins anew with the process; other nodes have their own.</summary>
public sealed class JobHealth(TimeProvider clock)
{
    private const int LongestFailure = 500;

    private readonly ConcurrentDictionary<string, Book> books = [];

    /// <summary>When this node began to keep book.</summary>
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public JobRuns Of(string job) => books.TryGetValue(job, out var book) ? book.Runs : JobRuns.None;

    public void Begin(string job) => books.GetOrAdd(job, _ => new()).Begin(clock.GetUtcNow());

    public void EndWell(string job, int left) => books.GetOrAdd(job, _ => new()).End(runs => runs with { EndedWellAt = clock.GetUtcNow(), Left = left, Runs = runs.Runs + 1 });

    public void Fail(string job, Exception trouble)
    {
        var words = trouble.GetBaseException().Message;
        var failure = words.Length <= LongestFailure ? words : words[..LongestFailure];
        books.GetOrAdd(job, _ => new()).End(runs => runs with { FailedAt = clock.GetUtcNow(), Failure = failure, Runs = runs.Runs + 1, Failures = runs.Failures + 1 }, always: true);
    }

    private sealed class Book
    {
        private readonly Lock one = new();
        private int underWay;

        public JobRuns Runs { get; private set; } = JobRuns.None;

        public void Begin(DateTimeOffset at)
        {
            lock (one)
            {
                underWay++;
                Runs = Runs with { RunningSince = Runs.RunningSince ?? at, BeganAt = at };
            }
        }

        // A run that finds another under way ends at once, and well: that says nothing about the other, which may hang.
        public void End(Func<JobRuns, JobRuns> become, bool always = false)
        {
            lock (one)
            {
                underWay--;
                if (underWay == 0 || always) Runs = become(Runs);
                if (underWay == 0) Runs = Runs with { RunningSince = null };
            }
        }
    }
}
