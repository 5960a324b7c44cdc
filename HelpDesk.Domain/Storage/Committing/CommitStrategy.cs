namespace HelpDesk.Domain.Storage.Committing;

/// <summary>Loads, calls one verb, and leaves the saving to the seam. It may run more than once.</summary>
/// <param name="services">A scope of its own, as far as the command can tell.</param>
public delegate Task<T> WriteCommand<T>(IServiceProvider services, CancellationToken ct);

/// <summary>What a strategy has to know of a command.</summary>
public enum Turn
{
    Usual,

    /// <summary>It takes so long that others should not wait for its commit.</summary>
    Lengthy,

    /// <summary>Somebody else was first when it was tried, and it is decided anew.</summary>
    Again,
}

/// <summary>How commands become commits; what is quick and safe there differs from database to database.</summary>
public abstract class CommitStrategy
{
    /// <summary>Runs a command once. When this returns, what it wrote is on the disk; when it throws, nothing of it was written.</summary>
    public abstract Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct);

    /// <summary>The desk closes: no more commands are taken. When this returns, those that were waiting are carried out and answered.</summary>
    public virtual Task CloseAsync() => Task.CompletedTask;

    /// <summary>Runs a command in the transaction that the context is in, and saves what it changed.</summary>
    protected static async Task<(T Answer, Committed Committed)> SaveAsync<T>(WriteCommand<T> command, IServiceProvider services, HelpDeskDb db, CancellationToken ct)
    {
        Failpoint.Reach(Failpoint.WriteBegun);
        // What fails is undone with its whole command, or with the one that it is part of: EF need not be able to go back to before a saving.
        db.Database.AutoSavepointsEnabled = false;
        var answer = await command(services, ct);
        // Nothing changes any more: what changed is looked for once, however many ask.
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var committed = Committed.Of(db);
            Failpoint.Reach(Failpoint.WriteDecided);
            await db.SaveChangesAsync(ct);
            Failpoint.Reach(Failpoint.WriteSaved);
            return (answer, committed);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
