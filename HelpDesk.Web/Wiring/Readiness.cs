namespace HelpDesk.Web.Wiring;

/// <summary>Whether the house is open: false until the database is at this program's version and everything is in its place.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => opened.Task.IsCompletedSuccessfully;

    public void Open() => opened.TrySetResult();

    /// <summary>Waits until it is open, but no longer than <paramref name="patience"/>.</summary>
    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken ct)
    {
        if (!IsOpen) await Task.WhenAny(opened.Task, Task.Delay(patience, ct));
        return IsOpen;
    }
}
