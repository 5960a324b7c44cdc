namespace HelpDesk.Web.Wiring;

/// <summary>Whether the house is open: false until the database is at this program's version and everything is in its place.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string? shutFor;

    public bool IsOpen => opened.Task.IsCompletedSuccessfully && shutFor is null;

    /// <summary>Why it was shut again, for good; null as long as it was not.</summary>
    public string? ShutBecause => shutFor;

    public void Open() => opened.TrySetResult();

    /// <summary>Shuts it for good.</summary>
    /// <param name="sentence">Why, and what to do.</param>
    public void ShutFor(string sentence) => shutFor = sentence;

    /// <summary>Waits until it is open, but no longer than <paramref name="patience"/>.</summary>
    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken ct)
    {
        if (!IsOpen) await Task.WhenAny(opened.Task, Task.Delay(patience, ct));
        return IsOpen;
    }
}
