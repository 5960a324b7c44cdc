using System.Buffers;
using System.Security.Cryptography;

namespace HelpDesk.Domain.Tickets;

/// <summary>The bytes of attachments, one file for each hash, in a directory outside the web root.</summary>
public sealed class AttachmentFiles(string directory)
{
    /// <summary>The most that one file may hold: 25 MB.</summary>
    public const long MaxBytes = 25 * 1024 * 1024;

    private const int BufferBytes = 81_920;

    /// <summary>Streams a file to the disk and flushes it, before any row speaks of it.</summary>
    /// <returns>The file, or null when it is larger than <see cref="MaxBytes"/>.</returns>
    public async Task<StoredFile?> KeepAsync(Stream content, string name, string contentType, CancellationToken ct)
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
            return new StoredFile(CleanName(name), CleanType(contentType), size, hash);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Opens the bytes of a stored file.</summary>
    public Stream Open(string sha256) => new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);

    private string PlaceOf(string sha256) => Path.Combine(directory, sha256[..2], sha256);

    private static async Task<(long Size, string? Sha256)> WriteAsync(Stream content, string path, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
            long size = 0;
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), ct)) > 0; size += read)
            {
                if (size + read > MaxBytes) return (size + read, null);
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

    /// <summary>The last part of the name, without control or bidirectional characters: a name is shown, never opened.</summary>
    public static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F'))).Trim();
        return plain.Length == 0 ? "file" : plain.Length <= 255 ? plain : plain[^255..];
    }

    private static string CleanType(string type) => type.Length is > 0 and <= 200 && type.All(c => c is > ' ' and < '\x7f') ? type : "application/octet-stream";
}
