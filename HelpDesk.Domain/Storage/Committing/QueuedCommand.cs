namespace HelpDesk.Domain.Storage.Committing;

/// <summary>A command on its way through the writer's queue. Its caller may leave as long as it waits; once begun it is carried out.</summary>
internal abstract class QueuedCommand(bool alone)
{
    private const int Waiting = 0, Begun = 1, Left = 2;

    // Culture and trace are the caller's, whoever carries the command out.
    private readonly ExecutionContext? flow = ExecutionContext.Capture();
    private int state = Waiting;

    /// <summary>Whether it gets a commit of its own.</summary>
    public bool Alone => alone;

    /// <summary>False when its caller has left: then it never happens.</summary>
    public bool Begin() => Interlocked.CompareExchange(ref state, Begun, Waiting) == Waiting;

    /// <summary>Carries it out in its caller's flow. Its outcome is kept until it is told.</summary>
    public Task RunAsync(IServiceProvider services, HelpDeskDb db)
    {
        if (flow is null) return CarryOutAsync(services, db);
        var running = Task.CompletedTask;
        ExecutionContext.Run(flow, _ => running = CarryOutAsync(services, db), null);
        return running;
    }

    /// <summary>It failed by itself, and nothing of it is left: told when the others of its group are.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the caller what came of it. From here on it is on the disk.</summary>
    public abstract void Tell();

    /// <summary>Tells the caller that nothing of it was written.</summary>
    public abstract void TellFailure(Exception exception);

    protected bool Leave() => Interlocked.CompareExchange(ref state, Left, Waiting) == Waiting;

    protected abstract Task CarryOutAsync(IServiceProvider services, HelpDeskDb db);
}

/// <inheritdoc/>
internal sealed class QueuedCommand<T>(Func<IServiceProvider, HelpDeskDb, Task<(T Answer, Committed Committed)>> carryOut, bool alone) : QueuedCommand(alone)
{
    // Callers go on elsewhere: the writer has others to serve.
    private readonly TaskCompletionSource<(T Answer, Committed Committed)> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (T Answer, Committed Committed) outcome;
    private Exception? failure;

    public async Task<(T Answer, Committed Committed)> OutcomeAsync(CancellationToken ct)
    {
        await using var leaving = ct.UnsafeRegister(static (self, left) => ((QueuedCommand<T>)self!).LeaveBy(left), this);
        return await told.Task;
    }

    public override void Fail(Exception exception) => failure = exception;

    public override void Tell()
    {
        if (failure is null) told.TrySetResult(outcome);
        else told.TrySetException(failure);
    }

    public override void TellFailure(Exception exception) => told.TrySetException(failure ?? exception);

    protected override async Task CarryOutAsync(IServiceProvider services, HelpDeskDb db) => outcome = await carryOut(services, db);

    private void LeaveBy(CancellationToken left)
    {
        if (Leave()) told.TrySetCanceled(left);
    }
}
