using System.Buffers;
using System.Security.Cryptography;

namespace HelpDesk.Domain.Storage;

/// <summary>Bytes that are kept once for each hash, one file each, in a directory outside the web root.</summary>
/// <param name="limit">The most that one file may hold.</param>
public abstract class KeptFiles(string directory, long limit)
{
    private const int BufferBytes = 81_920;

    /// <summary>Opens the bytes of a kept file.</summary>
    public Stream Open(string sha256) => new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);

    public bool Has(string sha256) => File.Exists(PlaceOf(sha256));

    /// <summary>Streams bytes to the disk and flushes them, before any row speaks of them.</summary>
    /// <returns>How many they are and their hash in lower-case hex, or null when they are more than the limit.</returns>
    protected async Task<(long Size, string Sha256)?> WriteAsync(Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(directory);
        var incoming = Path.Combine(directory, $"incoming-{Guid.NewGuid():N}");
        try
        {
            var (size, hash) = await WriteAsync(content, incoming, ct);
            if (hash is null) return null;
            Failpoint.Reach(Failpoint.FileFlushed);
            var place = PlaceOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (!Touch(place)) File.Move(incoming, place, overwrite: true);
            Failpoint.Reach(Failpoint.FileKept);
            return (size, hash);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>The hashes of files that nobody has kept, or kept again, since an instant.</summary>
    public IEnumerable<string> UntouchedSince(DateTimeOffset before) => !Directory.Exists(directory) ? [] : Directory.EnumerateDirectories(directory).Where(part => Path.GetFileName(part).Length == 2)
        .SelectMany(part => Directory.EnumerateFiles(part))
        .Where(file => Path.GetFileName(file).Length == 64 && File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
        .Select(file => Path.GetFileName(file));

    /// <summary>Throws a file away, unless somebody keeps the same bytes again at this very moment.</summary>
    /// <param name="before">Since when nobody may have kept it.</param>
    /// <param name="isWanted">Whether a row names it after all; asked when nobody can come upon the file any more.</param>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DropAsync(string sha256, DateTimeOffset before, Func<Task<bool>> isWanted)
    {
        var (place, aside) = (PlaceOf(sha256), Path.Combine(directory, $"dropping-{sha256}"));
        File.Move(place, aside, overwrite: true);
        // Whoever found it in its place touched it before it was moved; whoever comes now puts their own there.
        var isKept = File.GetLastWriteTimeUtc(aside) >= before.UtcDateTime || await isWanted();
        if (isKept && !File.Exists(place)) File.Move(aside, place);
        File.Delete(aside);
        return !isKept;
    }

    /// <summary>Throws away what a killed process was still taking in, and puts back what one was just throwing away.</summary>
    public void DropLeftovers(DateTimeOffset before)
    {
        if (!Directory.Exists(directory)) return;
        foreach (var file in Directory.EnumerateFiles(directory, "incoming-*").Where(file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime)) File.Delete(file);
        foreach (var aside in Directory.EnumerateFiles(directory, "dropping-*"))
        {
            var place = PlaceOf(Path.GetFileName(aside)["dropping-".Length..]);
            if (!File.Exists(place)) File.Move(aside, place);
            else File.Delete(aside);
        }
    }

    // Bytes that lie there already count as kept now: housekeeping leaves them until their row is committed.
    private static bool Touch(string place)
    {
        try
        {
            File.SetLastWriteTimeUtc(place, DateTime.UtcNow);
            return true;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string PlaceOf(string sha256) => Path.Combine(directory, sha256[..2], sha256);

    private async Task<(long Size, string? Sha256)> WriteAsync(Stream content, string path, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
            Failpoint.Reach(Failpoint.FileBegun);
            long size = 0;
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), ct)) > 0; size += read)
            {
                if (size + read > limit) return (size + read, null);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
