using System.Buffers;
using System.Security.Cryptography;

namespace HelpDesk.Domain.Storage.Files;

/// <summary>Where kept bytes lie: once for each hash, for all who keep them.</summary>
public interface IFileShelf
{
    /// <summary>Takes over a spooled file, which is on the disk already; does nothing when its bytes are here. When this returns they are durable.</summary>
    Task TakeAsync(string spooled, string sha256, long size, CancellationToken ct);

    Task<bool> HasAsync(string sha256, CancellationToken ct);

    /// <summary>Opens the bytes of a kept file, in portions and never whole in memory.</summary>
    /// <exception cref="FileNotFoundException">It is not kept.</exception>
    Task<Stream> OpenAsync(string sha256, CancellationToken ct);
}

/// <summary>Bytes that are kept once for each hash.</summary>
/// <param name="spool">A directory for what is still coming in.</param>
/// <param name="limit">The most bytes that one file may hold.</param>
public abstract class KeptFiles(IFileShelf shelf, string spool, long limit)
{
    private const int BufferBytes = 81_920;

    /// <inheritdoc cref="IFileShelf.OpenAsync"/>
    public Task<Stream> OpenAsync(string sha256, CancellationToken ct) => shelf.OpenAsync(sha256, ct);

    public Task<bool> HasAsync(string sha256, CancellationToken ct) => shelf.HasAsync(sha256, ct);

    /// <summary>Streams bytes to where they are kept and makes them durable, before any row speaks of them.</summary>
    /// <returns>How many they are and their hash in lower-case hex, or null when they are more than the limit.</returns>
    protected async Task<(long Size, string Sha256)?> WriteAsync(Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(spool);
        var incoming = Path.Combine(spool, $"incoming-{Guid.NewGuid():N}");
        try
        {
            var (size, hash) = await SpoolAsync(content, incoming, ct);
            if (hash is null) return null;
            await shelf.TakeAsync(incoming, hash, size, ct);
            return (size, hash);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    private async Task<(long Size, string? Sha256)> SpoolAsync(Stream content, string path, CancellationToken ct)
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
