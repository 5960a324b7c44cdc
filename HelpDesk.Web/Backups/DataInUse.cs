using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Backups;

/// <summary>
/// Says that a process works with the data directory, so that no restore takes it away from under it; many may at once.
/// The lock is the operating system's and goes with the process.
/// </summary>
internal sealed class DataInUse(DataDirectories directories) : IDisposable
{
    private FileStream? held;

    /// <exception cref="StartRefusedException">A restore is under way, or broke off in the middle.</exception>
    public void Hold()
    {
        if (held is not null) return;
        held = Share();
        NothingBrokeOff();
    }

    /// <summary>Keeps every other process away until this one ends.</summary>
    /// <exception cref="BackupRefusedException">A desk runs here.</exception>
    /// <exception cref="StartRefusedException">A restore broke off in the middle.</exception>
    public void HoldAlone()
    {
        held ??= TakeAlone(directories);
        NothingBrokeOff();
    }

    private FileStream Share()
    {
        try
        {
            PrivateFiles.MakeDirectory(directories.Root);
            return new(directories.UseLock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException) when (File.Exists(directories.UseLock))
        {
            throw new StartRefusedException($"A backup is being restored into '{directories.Root}': start again when that is done.");
        }
    }

    private void NothingBrokeOff()
    {
        if (File.Exists(directories.RestoreMark))
            throw new StartRefusedException($"A restore into '{directories.Root}' broke off in the middle: run it again with --force, which finishes it.");
    }

    /// <summary>Keeps every other process away.</summary>
    /// <exception cref="BackupRefusedException">A desk runs here.</exception>
    public static FileStream TakeAlone(DataDirectories directories)
    {
        try
        {
            PrivateFiles.MakeDirectory(directories.Root);
            return new(directories.UseLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(directories.UseLock))
        {
            throw new BackupRefusedException($"A desk, or another verb, works with '{directories.Root}': stop it first.");
        }
    }

    public void Dispose() => held?.Dispose();
}
