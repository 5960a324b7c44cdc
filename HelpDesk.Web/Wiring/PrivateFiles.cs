namespace HelpDesk.Web.Wiring;

/// <summary>What nobody but the program's user reads, whatever the umask: what people wrote, and the keys to it. On Windows the rights of the directory above see to that.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnDirectory = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Makes a directory; one that is there keeps the mode that somebody gave it.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnDirectory);
    }

    /// <summary>Makes a file that is not there yet.</summary>
    public static FileStream Create(string path, int bufferBytes = 4096)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = bufferBytes, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnFile;
        return new(path, options);
    }
}
