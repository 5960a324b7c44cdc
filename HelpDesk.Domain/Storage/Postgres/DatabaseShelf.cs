using HelpDesk.Domain.Storage.Files;
using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>Kept bytes in PostgreSQL, in rows of 256 KiB, so that every node has them and a backup of the database is whole.</summary>
public sealed class DatabaseShelf(NpgsqlDataSource database) : IFileShelf
{
    private const int ChunkBytes = KeptChunk.MostBytes;

    public async Task TakeAsync(string spooled, string sha256, long size, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var file = new NpgsqlCommand("""INSERT INTO "KeptFiles" ("Sha256", "Size") VALUES ($1, $2) ON CONFLICT DO NOTHING""", connection, transaction)
        {
            Parameters = { new() { Value = sha256 }, new() { Value = size } },
        };
        // Somebody else keeps the same bytes already, or did so while we waited for them.
        if (await file.ExecuteNonQueryAsync(ct) == 0) return;

        var number = new NpgsqlParameter<int>();
        var bytes = new NpgsqlParameter<ArraySegment<byte>> { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea };
        await using var chunk = new NpgsqlCommand("""INSERT INTO "KeptChunks" ("Sha256", "Number", "Bytes") VALUES ($1, $2, $3)""", connection, transaction)
        {
            Parameters = { new() { Value = sha256 }, number, bytes },
        };
        var buffer = new byte[ChunkBytes];
        await using var content = new FileStream(spooled, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        for (int read; (read = await content.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, ct)) > 0; number.TypedValue++)
        {
            bytes.TypedValue = new(buffer, 0, read);
            await chunk.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    public async Task<bool> HasAsync(string sha256, CancellationToken ct) => await SizeAsync(sha256, ct) is not null;

    public async Task<Stream> OpenAsync(string sha256, CancellationToken ct) =>
        await SizeAsync(sha256, ct) is { } size ? new ChunkStream(database, sha256, size) : throw new FileNotFoundException("It is not kept in the database.", sha256);

    private async Task<long?> SizeAsync(string sha256, CancellationToken ct)
    {
        await using var find = database.CreateCommand("""SELECT "Size" FROM "KeptFiles" WHERE "Sha256" = $1""");
        find.Parameters.Add(new() { Value = sha256 });
        return (long?)await find.ExecuteScalarAsync(ct);
    }

    /// <summary>Reads one chunk at a time, and holds no connection while a slow reader takes it.</summary>
    private sealed class ChunkStream(NpgsqlDataSource database, string sha256, long size) : Stream
    {
        private byte[] chunk = [];
        private long chunkNumber = -1;
        private long position;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => size;

        public override long Position
        {
            get => position;
            set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => size + offset,
        };

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (position >= size || buffer.Length == 0) return 0;
            if (position / ChunkBytes != chunkNumber)
            {
                await using var command = Chunk(position / ChunkBytes);
                Keep(await command.ExecuteScalarAsync(cancellationToken));
            }
            return Copy(buffer.Span);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(Span<byte> buffer)
        {
            if (position >= size || buffer.Length == 0) return 0;
            if (position / ChunkBytes != chunkNumber)
            {
                using var command = Chunk(position / ChunkBytes);
                Keep(command.ExecuteScalar());
            }
            return Copy(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private NpgsqlCommand Chunk(long number)
        {
            var command = database.CreateCommand("""SELECT "Bytes" FROM "KeptChunks" WHERE "Sha256" = $1 AND "Number" = $2""");
            command.Parameters.Add(new() { Value = sha256 });
            command.Parameters.Add(new() { Value = (int)number });
            return command;
        }

        private void Keep(object? bytes)
        {
            chunk = bytes as byte[] ?? throw new EndOfStreamException($"A part of the file {sha256} is missing in the database.");
            chunkNumber = position / ChunkBytes;
        }

        private int Copy(Span<byte> buffer)
        {
            var from = chunk.AsSpan((int)(position % ChunkBytes));
            if (from.IsEmpty) throw new EndOfStreamException($"A part of the file {sha256} is missing in the database.");
            var count = Math.Min(buffer.Length, from.Length);
            from[..count].CopyTo(buffer);
            position += count;
            return count;
        }
    }
}
