using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage;

/// <summary>What a commit changed, for those who are told after it: never needed for correctness, only for speed.</summary>
/// <param name="Tickets">Tickets that changed, with their revision.</param>
/// <param name="MailIsDue">Whether a mail was added.</param>
public sealed record Committed(IReadOnlyList<(long Number, int Revision)> Tickets, bool MailIsDue)
{
    /// <summary>Whether another process committed it, on the same database.</summary>
    public bool IsFromElsewhere { get; init; }

    /// <summary>People who changed: their sessions are looked at anew.</summary>
    public IReadOnlyList<PersonId> People { get; init; } = [];

    /// <summary>Whether a mail that came in waits to be read.</summary>
    public bool MailIsIn { get; init; }

    /// <summary>Whether a mailbox is to be fetched from otherwise than before.</summary>
    public bool Mailboxes { get; init; }
}

/// <summary>Told after each commit.</summary>
public interface ICommitListener
{
    void Told(Committed commit);
}

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
/// The one seam through which everything is written: load, one verb, save, in one transaction of its own.
/// From here commands can be decided anew, counted, and later grouped into one commit.
/// </summary>
public sealed class Writes(IServiceScopeFactory scopes, DatabaseKind database, IEnumerable<ICommitListener> listeners) : IDisposable
{
    private const int Tries = 20;

    // SQLite has one writer. Waiting here is fair and wakes at once, where its busy handler polls. PostgreSQL has as many as there are connections.
    private readonly SemaphoreSlim writers = database == DatabaseKind.Sqlite ? new(1) : new(int.MaxValue);
    private readonly IServiceProvider? group;
    private long count;

    private Writes(IServiceScopeFactory scopes, DatabaseKind database, IServiceProvider group, ICommitListener told) : this(scopes, database, [told]) => this.group = group;

    /// <summary>How many commands were committed since the start.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Runs one command and commits it. When this returns, what it wrote is on the disk.</summary>
    /// <param name="command">Loads, calls one verb, and leaves the saving to this seam. It may run more than once.</param>
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
                var (answer, committed) = await OnceAsync(command, attempt > 1, ct);
                measured.Commit();
                foreach (var listener in listeners) listener.Told(committed);
                return answer;
            }
            catch (Exception conflict) when (Conflicts.IsConflict(conflict))
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
        await OnceAsync(async (services, cancel) =>
        {
            using var inside = new Writes(scopes, database, services, told);
            await commands(inside, cancel);
            return Interlocked.Add(ref count, inside.Count - 1);
        }, alone: false, ct);
        foreach (var listener in listeners) listener.Told(told.Sum);
    }

    public void Dispose() => writers.Dispose();

    private async Task<(T Answer, Committed Committed)> OnceAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> command, bool alone, CancellationToken ct)
    {
        if (group is not null) return await JoinedAsync(group, command, ct);
        await writers.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            await using var transaction = await db.BeginAsync(ct);
            // Who lost a race queues up, so that many at one thing all come to an end.
            if (alone) await db.AloneAsync(ct);
            var answer = await command(scope.ServiceProvider, ct);
            var committed = Sum(db);
            await db.SaveChangesAsync(ct);
            // From here on the caller's leaving must not leave the outcome in doubt.
            await transaction.CommitAsync(CancellationToken.None);
            Interlocked.Increment(ref count);
            return (answer, committed);
        }
        finally
        {
            writers.Release();
        }
    }

    // Inside a group a command sees what those before it saved, but none of their tracked entities: as if it were alone.
    private async Task<(T Answer, Committed Committed)> JoinedAsync<T>(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task<T>> command, CancellationToken ct)
    {
        var db = services.GetRequiredService<HelpDeskDb>();
        try
        {
            var answer = await command(services, ct);
            var committed = Sum(db);
            await db.SaveChangesAsync(ct);
            Interlocked.Increment(ref count);
            return (answer, committed);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static Committed Sum(HelpDeskDb db) => new(
        [.. db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => (e.Entity.Number, e.Entity.Revision))],
        db.ChangeTracker.Entries<OutboxMail>().Any(e => e.State == EntityState.Added || (e.State == EntityState.Modified && e.Entity is { Fate: MailFate.Pending, Lease: null })))
    {
        People = [.. db.ChangeTracker.Entries<Person>().Where(e => e.State is EntityState.Modified or EntityState.Deleted).Select(e => e.Entity.Id)],
        MailIsIn = db.ChangeTracker.Entries<IncomingMail>().Any(e => e.Entity.Fate == IncomingFate.Stored
            && (e.State == EntityState.Added || (e.State == EntityState.Modified && e.Property(m => m.Fate).IsModified))),
        Mailboxes = db.ChangeTracker.Entries<Mailbox>().Any(e => e.State is EntityState.Added or EntityState.Deleted || e.Property(m => m.Revision).IsModified),
    };

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
