using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Backups;

/// <summary>Whether files may be thrown away just now: not while a backup copies them. Backups share the lock, the nightly sweep takes it alone.</summary>
internal static class Housekept
{
    /// <summary>Waits for a sweep that is under way.</summary>
    public static Task<IAsyncDisposable> StopAsync(DataDirectories directories, CancellationToken ct) => new FileLock(directories.SweepLock).ShareAsync(ct);

    /// <returns>Null while a backup is being made: another night will do.</returns>
    public static IDisposable? TryBegin(DataDirectories directories)
    {
        try
        {
            return new FileStream(directories.SweepLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(directories.SweepLock))
        {
            return null;
        }
    }
}
