namespace HelpDesk.Web.Wiring;

/// <summary>
/// Keeps every other program from serving the same data directory or the same database file, on SQLite: the queues of writes and jobs are
/// a process's own, and nothing tells it what another has changed. The locks are the operating system's and go with the process.
/// </summary>
internal sealed class OneServer(IServiceProvider house, DataDirectories directories) : IDisposable
{
    private readonly List<FileStream> held = [];

    /// <exception cref="StartRefusedException">Another program serves there.</exception>
    public void Hold()
    {
        if (held.Count > 0) return;
        Take(directories.ServeLock, directories.Root);
        if (SqliteFile.Of(house) is { } file) Take(file.Path + ".lock", file.Path);
    }

    private void Take(string path, string what)
    {
        try
        {
            held.Add(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StartRefusedException($"Another HelpDesk serves '{what}': stop it first, or use PostgreSQL, where several may serve one database.");
        }
    }

    public void Dispose()
    {
        foreach (var file in held) file.Dispose();
    }
}
