using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Backups;

/// <summary>Reads a backup, and believes nothing in it but what fits its hash.</summary>
internal sealed partial class BackupReader : IDisposable
{
    public const string Manifest = "manifest.json";

    private const int BufferBytes = 131_072;

    private readonly string path;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, BackupEntry> known;

    private BackupReader(string path, ZipArchive zip, BackupManifest contents)
    {
        (this.path, this.zip, Contents) = (path, zip, contents);
        known = contents.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    public BackupManifest Contents { get; }

    /// <exception cref="BackupRefusedException">It is no whole backup, or one of another form.</exception>
    public static async Task<BackupReader> OpenAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path)) throw new BackupRefusedException($"There is no file '{path}'.");
        ZipArchive? zip = null;
        try
        {
            zip = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true), ZipArchiveMode.Read);
            if (zip.GetEntry(Manifest) is not { } entry) throw Damaged(path, "it has no manifest");
            await using var json = entry.Open();
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(json, JsonSerializerOptions.Web, ct);
            if (manifest?.Entries is null) throw Damaged(path, "its manifest is empty");
            if (manifest.Format != BackupManifest.PresentFormat) throw new BackupRefusedException($"'{path}' has the form {manifest.Format}, which this program does not know: restore it with the program that made it, or a newer one.");
            return new(path, zip, manifest);
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or NotSupportedException)
        {
            zip?.Dispose();
            throw Damaged(path, broken.Message.TrimEnd('.'));
        }
        catch (BackupRefusedException)
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks everything into a directory that is there for it, each file flushed, each checked.</summary>
    /// <param name="placeOf">The path of an entry within the directory; null refuses it.</param>
    /// <exception cref="BackupRefusedException">Something is missing, added or changed.</exception>
    public async Task UnpackAsync(string directory, Func<string, string?> placeOf, CancellationToken ct)
    {
        var (files, others) = (0, 0);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName != Manifest))
        {
            var place = Path.Combine(directory, placeOf(entry.FullName) ?? throw Damaged(path, $"it holds '{entry.FullName}', which is no part of a backup"));
            PrivateFiles.MakeDirectory(Path.GetDirectoryName(place)!);
            await using var to = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
            await CopyAsync(entry, to, ct);
            to.Flush(flushToDisk: true);
            if (FileName().IsMatch(entry.FullName)) files++;
            else others++;
        }
        if ((files, others) != (Contents.Files, Contents.Entries.Count)) throw Damaged(path, $"it holds {files + others} of {Contents.Files + Contents.Entries.Count} files");
    }

    /// <summary>Copies an entry and checks it against its hash.</summary>
    public async Task CopyAsync(string name, Stream to, CancellationToken ct) => await CopyAsync(zip.GetEntry(name) ?? throw Damaged(path, $"'{name}' is missing"), to, ct);

    public void Dispose() => zip.Dispose();

    private async Task CopyAsync(ZipArchiveEntry entry, Stream to, CancellationToken ct)
    {
        var expected = FileName().Match(entry.FullName) is { Success: true } named ? named.Groups["sha"].Value
            : known.TryGetValue(entry.FullName, out var listed) ? listed.Sha256
            : throw Damaged(path, $"it holds '{entry.FullName}', which its manifest does not");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var from = entry.Open();
            var buffer = new byte[BufferBytes];
            for (int read; (read = await from.ReadAsync(buffer, ct)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(path, $"'{entry.FullName}' cannot be unpacked: {broken.Message.TrimEnd('.')}");
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != expected) throw Damaged(path, $"'{entry.FullName}' does not fit its hash");
    }

    private static BackupRefusedException Damaged(string path, string how) => new($"'{path}' is damaged or no backup ({how}): take another one.");

    [GeneratedRegex("^(attachments|mail)/(?<sha>[0-9a-f]{64})$")]
    internal static partial Regex FileName();
}
