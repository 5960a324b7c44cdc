using System.Data.Common;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage.Committing;

/// <summary>How much may share a commit.</summary>
/// <param name="Waiting">So many commands may wait; who comes then waits to be let in.</param>
/// <param name="Commands">The most in one group.</param>
/// <param name="Time">No command joins a group that has lasted so long: its first one waits for an answer.</param>
public sealed record GroupLimits(int Waiting, int Commands, TimeSpan Time)
{
    public static GroupLimits Usual { get; } = new(1024, 256, TimeSpan.FromMilliseconds(50));
}

/// <summary>
/// One writer for a database that has one: it takes what waits, gives each command but the first a savepoint in one transaction, commits
/// them together, and only then answers. The first has nothing before it that must stand, and under a savepoint SQLite copies each page
/// before it changes, at every statement anew; a lengthy command is alone in its transaction. Under load many commands share one sync of
/// the disk; a single one is committed at once.
/// Whoever comes while nobody writes is the writer, for one group, so that a command without company changes no thread.
/// </summary>
public sealed class GroupCommit : CommitStrategy, IAsyncDisposable, IDisposable
{
    private const string Savepoint = "command";

    private readonly IServiceScopeFactory scopes;
    private readonly GroupLimits limits;
    private readonly Channel<QueuedCommand> queue;
    // Never disposed: a last writer may still look at it, and it holds nothing.
    private readonly SemaphoreSlim writer = new(1);

    public GroupCommit(IServiceScopeFactory scopes, GroupLimits? limits = null)
    {
        this.scopes = scopes;
        this.limits = limits ?? GroupLimits.Usual;
        queue = Channel.CreateBounded<QueuedCommand>(this.limits.Waiting);
    }

    public override async Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct)
    {
        // What has begun is carried out: the caller's token counts only until then.
        var queued = new QueuedCommand<T>((services, db) => SaveAsync(command, services, db, CancellationToken.None), turn == Turn.Lengthy);
        try
        {
            await queue.Writer.WriteAsync(queued, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommit), "The desk is closing: nothing more is written.");
        }
        if (!queued.IsTold && MayWrite()) await WriteAsync();
        return await queued.OutcomeAsync(ct);
    }

    public override async Task CloseAsync()
    {
        queue.Writer.TryComplete();
        await writer.WaitAsync();
        try
        {
            while (queue.Reader.TryPeek(out _)) await CommitNextAsync();
        }
        finally
        {
            writer.Release();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Takes no more commands.</summary>
    public void Dispose() => queue.Writer.TryComplete();

    private bool MayWrite() => writer.Wait(0);

    private async Task WriteAsync()
    {
        try
        {
            await CommitNextAsync();
        }
        finally
        {
            writer.Release();
        }
        // Looked at after the release: who came before it found the writer busy, who came after it is the writer.
        if (!queue.Reader.TryPeek(out _) || !MayWrite()) return;
        // What came in meanwhile is written by a thread of the pool, in nobody's flow: this caller has an answer.
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.WriteAsync(), this, preferLocal: false);
    }

    private Task CommitNextAsync()
    {
        var group = new List<QueuedCommand>();
        return TryTake(group) ? CommitAsync(group) : Task.CompletedTask;
    }

    private async Task CommitAsync(List<QueuedCommand> group)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            await using var transaction = await BeginAsync(db, group);
            // About those who wait, not about the desk's time.
            var since = Stopwatch.GetTimestamp();
            // Also what comes in meanwhile joins, as long as the first of them does not wait too long.
            for (var next = 0; next < group.Count || (Stopwatch.GetElapsedTime(since) < limits.Time && TryTake(group)); next++)
                await (next == 0 ? RunFirstAsync(group[0], scope.ServiceProvider, db) : RunNextAsync(group[next], scope.ServiceProvider, db, transaction.GetDbTransaction()));
            await transaction.CommitAsync(CancellationToken.None);
            Failpoint.Reach(Failpoint.WriteCommitted);
        }
        catch (Exception trouble)
        {
            // The disk is full, the database is locked: nothing of the whole group is written, and each of its callers hears it.
            foreach (var command in group) command.TellFailure(trouble);
            return;
        }
        foreach (var command in group) command.Tell();
    }

    private async Task<IDbContextTransaction> BeginAsync(HelpDeskDb db, List<QueuedCommand> group)
    {
        try
        {
            return await db.BeginAsync(CancellationToken.None);
        }
        catch
        {
            // It may have taken long to find out: those who came meanwhile need not wait as long again.
            while (TryTake(group)) { }
            throw;
        }
    }

    /// <summary>Carries out the first command of a group, behind no savepoint: when it fails, the transaction goes with it, in which there is nothing else yet.</summary>
    private static async Task RunFirstAsync(QueuedCommand command, IServiceProvider services, HelpDeskDb db)
    {
        await command.RunAsync(services, db);
        db.ChangeTracker.Clear();
    }

    /// <summary>Carries out one of the others. When it fails, what it wrote is undone and those before it stand; when the database undid more than that, they all fail.</summary>
    private static async Task RunNextAsync(QueuedCommand command, IServiceProvider services, HelpDeskDb db, DbTransaction transaction)
    {
        await transaction.SaveAsync(Savepoint, CancellationToken.None);
        try
        {
            await command.RunAsync(services, db);
        }
        catch (Exception trouble)
        {
            command.Fail(trouble);
            await BackAsync(transaction, trouble);
        }
        finally
        {
            // The next one sees what this one saved, but none of its tracked entities: as if it were alone.
            db.ChangeTracker.Clear();
        }
        await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
    }

    private static async Task BackAsync(DbTransaction transaction, Exception trouble)
    {
        try
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None);
        }
        catch (DbException)
        {
            // There is no savepoint any more: a full disk or a broken one undid the whole transaction.
            ExceptionDispatchInfo.Throw(trouble);
        }
    }

    /// <summary>Takes the next command into the group: not beside one that is to be alone, and not too many.</summary>
    private bool TryTake(List<QueuedCommand> group)
    {
        while (group.Count < limits.Commands && queue.Reader.TryPeek(out var next))
        {
            if (group.Count > 0 && (next.Alone || group[0].Alone)) return false;
            queue.Reader.TryRead(out _);
            if (!next.Begin()) continue;
            group.Add(next);
            return true;
        }
        return false;
    }
}
