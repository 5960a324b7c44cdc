using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Backups;

/// <summary>Writes a backup as one zip file: under another name until it is whole and on the disk.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private const int BufferBytes = 131_072;

    private readonly string path;
    private readonly string partial;
    private readonly FileStream stream;
    private readonly ZipArchive zip;
    private readonly List<BackupEntry> entries = [];
    private bool isFinished;
    private int files, missing;

    public BackupWriter(string path)
    {
        (this.path, partial) = (path, $"{path}.partial-{Guid.NewGuid():N}");
        stream = PrivateFiles.Create(partial, BufferBytes);
        zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>Where something that belongs to the backup may lie while it is made: gone with it.</summary>
    public string Beside => $"{partial}.database";

    /// <summary>Adds an entry, whose hash the manifest keeps.</summary>
    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        var counting = new HashingStream(entry, hash);
        await write(counting);
        entries.Add(new(name, counting.Length, Convert.ToHexStringLower(hash.GetHashAndReset())));
        Failpoint.Reach(Failpoint.BackupEntry);
    }

    public Task AddAsync(string name, Stream content, CancellationToken ct) => AddAsync(name, to => content.CopyToAsync(to, BufferBytes, ct));

    /// <summary>Adds a file that is named by its hash. One that is gone is counted, and keeps nobody.</summary>
    public async Task AddFileAsync(string folder, string sha256, KeptFiles kept, CancellationToken ct)
    {
        try
        {
            await using var content = await kept.OpenAsync(sha256, ct);
            await using var entry = zip.CreateEntry($"{folder}/{sha256}", CompressionLevel.Fastest).Open();
            await content.CopyToAsync(entry, BufferBytes, ct);
            files++;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            missing++;
        }
        Failpoint.Reach(Failpoint.BackupEntry);
    }

    /// <summary>Writes the manifest, brings everything to the disk and gives the file its name.</summary>
    public async Task<BackupManifest> FinishAsync(DatabaseKind database, string migration, DateTimeOffset at, int tickets, CancellationToken ct)
    {
        var manifest = new BackupManifest(BackupManifest.PresentFormat, database.ToString(), migration, at, tickets, files, missing, entries);
        await using (var entry = zip.CreateEntry(BackupReader.Manifest, CompressionLevel.Fastest).Open())
            await JsonSerializer.SerializeAsync(entry, manifest, JsonSerializerOptions.Web, ct);
        zip.Dispose();
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        Failpoint.Reach(Failpoint.BackupWritten);
        File.Move(partial, path, overwrite: false);
        isFinished = true;
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        if (isFinished) return;
        try
        {
            await using (stream)
            using (zip)
            {
                // What is buffered goes to the disk first, or nowhere.
            }
        }
        catch (IOException)
        {
            // The disk is full, as whoever wrote has heard.
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Hashes and counts what goes through.</summary>
    private sealed class HashingStream(Stream to, IncrementalHash hash) : Stream
    {
        private long length;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => length;
        public override long Position { get => length; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            length += buffer.Length;
            to.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            length += buffer.Length;
            return to.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => to.Flush();
        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
