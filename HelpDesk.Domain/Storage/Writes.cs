using HelpDesk.Domain.Storage.Committing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage;

/// <summary>What to do when somebody else changed the same thing first.</summary>
public enum OnConflict
{
    /// <summary>Load again and decide anew: messages, notes, timers, incoming mail.</summary>
    DecideAnew,

    /// <summary>Give up with <see cref="WriteConflictException"/>: what a person saw is no longer so.</summary>
    Refuse,
}

/// <summary>Somebody else changed the same thing first, and the command may not be decided anew.</summary>
public sealed class WriteConflictException(Exception inner) : Exception("Somebody else changed this at the same moment.", inner);

/// <summary>
/// The one seam through which everything is written: load, one verb, save, as one unit that is written whole or not at all.
/// How many of them share a commit is the <see cref="CommitStrategy"/>'s business.
/// </summary>
public sealed class Writes(CommitStrategy strategy, IEnumerable<ICommitListener> listeners)
{
    private const int Tries = 20;

    private static readonly AsyncLocal<Running?> Now = new();

    private readonly Writes? outer;
    private long count;

    private Writes(Writes outer, IServiceProvider services, ICommitListener told) : this(new JoinedCommits(services), [told]) => this.outer = outer;

    /// <summary>How many commands were committed since the start.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Runs one command and commits it. When this returns, what it wrote is on the disk.</summary>
    /// <param name="command">Loads, calls one verb, and leaves the saving to this seam. It may run more than once.</param>
    /// <exception cref="InvalidOperationException">A command that runs asked for another one, and would wait for itself.</exception>
    public Task<T> DoAsync<T>(Func<HelpDeskDb, CancellationToken, Task<T>> command, OnConflict onConflict, CancellationToken ct) =>
        DoAsync((services, cancel) => command(services.GetRequiredService<HelpDeskDb>(), cancel), onConflict, ct);

    /// <summary>The same for a command that needs more of its scope than the context, such as Identity's user manager.</summary>
    public async Task<T> DoAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> command, OnConflict onConflict, CancellationToken ct)
    {
        using var measured = WriteMeter.Begin();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (answer, committed) = await OnceAsync(command, attempt == 1 ? Turn.Usual : Turn.Again, ct);
                measured.Commit();
                foreach (var listener in listeners) listener.Told(committed);
                Failpoint.Reach(Failpoint.WriteTold);
                return answer;
            }
            // What has failed inside another's transaction is not undone before that one is: it cannot be decided anew.
            catch (Exception conflict) when (outer is null && Conflicts.IsConflict(conflict))
            {
                measured.Conflict();
                if ((onConflict == OnConflict.Refuse && !Conflicts.IsRace(conflict)) || attempt == Tries) throw new WriteConflictException(conflict);
            }
        }
    }

    /// <summary>Runs many commands in one commit: when this returns all of them are on the disk, before that none. For filling a database, not for people who wait.</summary>
    /// <param name="commands">Runs its commands, one after another, on the seam that it is given.</param>
    public async Task GroupAsync(Func<Writes, CancellationToken, Task> commands, CancellationToken ct)
    {
        var told = new GroupSum();
        await OnceAsync(async (services, _) =>
        {
            var inside = new Writes(this, services, told);
            await commands(inside, ct);
            return Interlocked.Add(ref count, inside.Count - 1);
        }, Turn.Lengthy, ct);
        foreach (var listener in listeners) listener.Told(told.Sum);
    }

    private async Task<(T Answer, Committed Committed)> OnceAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> command, Turn turn, CancellationToken ct)
    {
        if (Now.Value is { IsOver: false } running && running.Seam != outer)
            throw new InvalidOperationException("A command must not ask the seam for another one, which would wait for it: do both in one.");
        var done = await strategy.CommitAsync((services, cancel) => MarkedAsync(command, services, cancel), turn, ct);
        Interlocked.Increment(ref count);
        return done;
    }

    private async Task<T> MarkedAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> command, IServiceProvider services, CancellationToken ct)
    {
        var running = Now.Value = new Running(this);
        try
        {
            return await command(services, ct);
        }
        finally
        {
            running.IsOver = true;
        }
    }

    /// <summary>A command that is being carried out. What it leaves running in the background may write again when it is over.</summary>
    private sealed class Running(Writes seam)
    {
        public Writes Seam => seam;
        public volatile bool IsOver;
    }

    /// <summary>Gathers what the commands of a group changed, to be told once.</summary>
    private sealed class GroupSum : ICommitListener
    {
        private readonly Dictionary<long, int> tickets = [];
        private bool mailIsDue, mailIsIn, mailboxes;

        public Committed Sum => new([.. tickets.Select(t => (t.Key, t.Value))], mailIsDue) { MailIsIn = mailIsIn, Mailboxes = mailboxes };

        public void Told(Committed commit)
        {
            foreach (var (number, revision) in commit.Tickets) tickets[number] = revision;
            mailIsDue |= commit.MailIsDue;
            mailIsIn |= commit.MailIsIn;
            mailboxes |= commit.Mailboxes;
        }
    }
}
