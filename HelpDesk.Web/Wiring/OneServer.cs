namespace HelpDesk.Web.Wiring;

/// <summary>
/// Keeps every other program from serving the same data directory, on SQLite: the queues of writes and jobs are a process's own, and
/// nothing tells it what another has changed. The lock is the operating system's and goes with the process.
/// </summary>
internal sealed class OneServer(DataDirectories directories) : IDisposable
{
    private FileStream? held;

    /// <exception cref="StartRefusedException">Another program serves there.</exception>
    public void Hold()
    {
        try
        {
            held ??= new(directories.ServeLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(directories.ServeLock))
        {
            throw new StartRefusedException($"Another HelpDesk serves '{directories.Root}': stop it first, or use PostgreSQL, where several may serve one database.");
        }
    }

    public void Dispose() => held?.Dispose();
}
