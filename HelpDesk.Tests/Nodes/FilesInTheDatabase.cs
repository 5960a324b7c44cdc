using System.Security.Cryptography;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Nodes;

/// <summary>Kept bytes on PostgreSQL.</summary>
public sealed class FilesInTheDatabase : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TempDirectory directory = null!;
    private NpgsqlDataSource database = null!;
    private AttachmentFiles files = null!;

    public ValueTask InitializeAsync()
    {
        PostgresServer.IsNeeded("keeping files in the database");
        directory = new();
        database = PostgresDb.Connect(TestDatabase.For(directory.Path));
        files = new(new DatabaseShelf(database), directory.Path);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(256 * 1024 + 1)]
    [InlineData(1_000_000)]
    public async Task Come_back_as_they_were(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var kept = (await files.KeepAsync(new MemoryStream(bytes), "a.bin", "application/pdf", Ct))!;
        Assert.Equal((size, Convert.ToHexStringLower(SHA256.HashData(bytes))), (kept.Size, kept.Sha256));
        await using var back = await files.OpenAsync(kept.Sha256, Ct);
        Assert.Equal(size, back.Length);
        using var copy = new MemoryStream();
        await back.CopyToAsync(copy, Ct);
        Assert.Equal(bytes, copy.ToArray());
        Assert.True(await files.HasAsync(kept.Sha256, Ct));
    }

    [Fact]
    public async Task Are_read_from_any_place_also_without_waiting()
    {
        var bytes = RandomNumberGenerator.GetBytes(700_000);
        var kept = (await files.KeepAsync(new MemoryStream(bytes), "a.bin", "", Ct))!;
        await using var back = await files.OpenAsync(kept.Sha256, Ct);
        var part = new byte[1000];
        foreach (var at in (int[])[0, 262_000, 262_144, 524_100, 699_000])
        {
            back.Position = at;
            back.ReadExactly(part);
            Assert.Equal(bytes[at..(at + 1000)], part);
        }
        back.Seek(-10, SeekOrigin.End);
        Assert.Equal(10, await back.ReadAtLeastAsync(part, 1000, throwOnEndOfStream: false, Ct));
    }

    [Fact]
    public async Task Of_25_MB_lie_in_parts_of_256_KiB_and_no_part_is_larger()
    {
        var bytes = RandomNumberGenerator.GetBytes((int)AttachmentFiles.MaxBytes);
        var kept = (await files.KeepAsync(new MemoryStream(bytes), "a.bin", "", Ct))!;
        await using var parts = database.CreateCommand("""SELECT count(*), max(length("Bytes"))::bigint FROM "KeptChunks" """);
        await using var row = await parts.ExecuteReaderAsync(Ct);
        await row.ReadAsync(Ct);
        Assert.Equal((100L, 256L * 1024), (row.GetInt64(0), row.GetInt64(1)));
        await using var back = await files.OpenAsync(kept.Sha256, Ct);
        Assert.Equal(kept.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(back, Ct)));
    }

    [Fact]
    public async Task More_than_25_MB_are_not_kept()
    {
        await using var endless = new EndlessStream();
        Assert.Null(await files.KeepAsync(endless, "a.bin", "", Ct));
        await using var count = database.CreateCommand("""SELECT count(*) FROM "KeptFiles" """);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task The_same_bytes_from_many_at_once_are_kept_once()
    {
        var bytes = RandomNumberGenerator.GetBytes(600_000);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => files.KeepAsync(new MemoryStream(bytes), "a.bin", "", Ct)));
        Assert.Single(kept.Select(file => file!.Sha256).Distinct());
        await using var count = database.CreateCommand("""SELECT (SELECT count(*) FROM "KeptFiles") + (SELECT count(*) FROM "KeptChunks")""");
        Assert.Equal(1L + 3, await count.ExecuteScalarAsync(Ct));
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public Task One_that_is_not_there_is_not_found() => Assert.ThrowsAsync<FileNotFoundException>(() => files.OpenAsync(new('0', 64), Ct));

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }
}
