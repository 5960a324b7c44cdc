namespace HelpDesk.Web.Wiring;

/// <summary>
/// Lets one run of a job go on in this process. Who comes meanwhile does not wait, which would keep a worker from other work:
/// the one that is under way runs once more for all of them, so that nothing is left which it had looked for before it was there.
/// </summary>
internal sealed class SingleRun : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private int asked;

    /// <param name="run">Goes on until nothing is left to do.</param>
    /// <param name="rest">After the last of the runs.</param>
    public async Task RunAsync(Func<Task> run, Func<Task>? rest = null)
    {
        Volatile.Write(ref asked, 1);
        // Looked at again after the lock is let go: who asked in between found it taken, and left it to us.
        while (Volatile.Read(ref asked) == 1 && one.Wait(0))
        {
            try
            {
                while (Interlocked.Exchange(ref asked, 0) == 1) await run();
            }
            finally
            {
                try
                {
                    if (rest is not null) await rest();
                }
                finally
                {
                    one.Release();
                }
            }
        }
    }

    public void Dispose() => one.Dispose();
}
