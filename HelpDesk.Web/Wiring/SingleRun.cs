namespace HelpDesk.Web.Wiring;

/// <summary>Lets one run of a job go on in this process. Who comes meanwhile leaves it to that one, instead of keeping a worker from other work.</summary>
internal sealed class SingleRun : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <returns>False where one is under way.</returns>
    public async Task<bool> TryAsync(Func<Task> run)
    {
        if (!one.Wait(0)) return false;
        try
        {
            await run();
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
