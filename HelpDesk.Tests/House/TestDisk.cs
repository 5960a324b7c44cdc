using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>A small file system of its own, which root may mount: one to fill, or one to cut the power of.</summary>
public sealed class TestDisk : IDisposable
{
    private readonly string[] mount;
    private readonly string? image;

    private TestDisk(string[] mount, string? image, string? path = null)
    {
        (this.mount, this.image) = (mount, image);
        // A server, which does not run as root, comes in as well: a temporary directory would be shut to it.
        Path = path ?? Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"helpdesk-disk-{Guid.NewGuid():N}")).FullName;
        Run([.. mount, Path]);
    }

    public string Path { get; }

    /// <summary>Leaves a test out where nothing can be mounted, as in most containers: that cannot be installed.</summary>
    public static void IsNeeded(string forWhat)
    {
        try
        {
            Small(1).Dispose();
        }
        catch (InvalidOperationException refused)
        {
            Assert.Skip($"Left out: {forWhat} needs somebody who may mount a file system: {refused.Message}");
        }
    }

    /// <summary>In memory.</summary>
    public static TestDisk Small(int megabytes) => new(InMemory(megabytes), null);

    /// <summary>In memory, in the place of a directory that is there, which goes with it.</summary>
    public static TestDisk At(string directory) => new(InMemory(1), null, directory);

    /// <summary>ext4 in a file.</summary>
    public static TestDisk Journaled(int megabytes)
    {
        var image = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"helpdesk-disk-{Guid.NewGuid():N}.img");
        using (var file = File.Create(image)) file.SetLength(megabytes * 1024L * 1024);
        Run("mkfs.ext4", "-q", image);
        return new(["mount", "-o", "loop", image], image);
    }

    /// <summary>Takes up what room is left.</summary>
    /// <returns>Gives it back.</returns>
    public IDisposable Fill()
    {
        var filler = System.IO.Path.Combine(Path, "filler");
        using var file = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
        return new Filler(filler);
    }

    /// <summary>
    /// From now on nothing reaches the disk: neither what was written and not synced nor the journal of the file system. It is how the kernel's
    /// own tests of file systems cut the power.
    /// </summary>
    public void CutPower()
    {
        const nuint Shutdown = 0x8004587D; // FS_IOC_SHUTDOWN
        uint withoutFlushing = 2;
        var directory = OpenDirectory(Encoding.UTF8.GetBytes($"{Path}\0"), 0);
        var failed = directory < 0 || Control(directory, Shutdown, ref withoutFlushing) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (directory >= 0) _ = Close(directory);
        if (failed) throw new Win32Exception(error);
    }

    /// <summary>The power is back: what the journal holds is played, as at the start of a machine. Whoever used it is dead.</summary>
    public void MountAgain()
    {
        Unmount();
        Run([.. mount, Path]);
    }

    public void Dispose()
    {
        Unmount();
        Directory.Delete(Path);
        if (image is not null) File.Delete(image);
    }

    private void Unmount()
    {
        // The last of those who used it may be on their way out still.
        for (var time = Stopwatch.StartNew(); ; Thread.Sleep(200))
        {
            using var umount = Process.Start(new ProcessStartInfo("umount", Path) { RedirectStandardError = true })!;
            umount.WaitForExit();
            if (umount.ExitCode == 0) return;
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(30), $"{Path} is in use still: {string.Join("; ", Users())}");
        }
    }

    /// <summary>Who has which of its files open.</summary>
    private IEnumerable<string> Users()
    {
        foreach (var process in Process.GetProcesses())
        {
            string?[] open;
            try
            {
                open = [.. Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Select(handle => new FileInfo(handle).LinkTarget)];
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            foreach (var file in open.Where(file => file?.StartsWith(Path, StringComparison.Ordinal) == true)) yield return $"{process.ProcessName} ({process.Id}) {file}";
        }
    }

    private static string[] InMemory(int megabytes) => ["mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "none"];

    private static void Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {said}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenDirectory(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int file, nuint request, ref uint argument);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);

    private sealed class Filler(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
