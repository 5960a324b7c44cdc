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
            var place = PlaceOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (!File.Exists(place)) File.Move(incoming, place, overwrite: true);
            return (size, hash);
        }
        finally
        {
            File.Delete(incoming);
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
