using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>A lock of a session of its own, which the server releases when the connection or the process is gone: one of many nodes prepares the database.</summary>
public sealed class AdvisoryLock(NpgsqlDataSource database) : IPreparing
{
    // "HelpDesk" in ASCII: nobody else's number by chance.
    private const long Number = 0x48656C704465736B;

    public async Task<IAsyncDisposable> HoldAsync(CancellationToken ct) => (await TakeAsync($"SELECT true FROM pg_advisory_lock({Number})", ct))!;

    /// <returns>Null at once, if another holds it.</returns>
    public Task<Held?> TryHoldAsync(CancellationToken ct) => TakeAsync($"SELECT pg_try_advisory_lock({Number})", ct);

    private async Task<Held?> TakeAsync(string sql, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        var isTaken = false;
        try
        {
            await using var take = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            isTaken = (bool)(await take.ExecuteScalarAsync(ct))!;
            return isTaken ? new Held(connection) : null;
        }
        finally
        {
            if (!isTaken) await connection.DisposeAsync();
        }
    }

    public sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        /// <summary>The session that holds the lock.</summary>
        public NpgsqlConnection Connection => connection;

        public async ValueTask DisposeAsync()
        {
            // The connection goes back to the pool, and the lock would go with it.
            await using var give = new NpgsqlCommand($"SELECT pg_advisory_unlock({Number})", connection);
            try
            {
                await give.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // The connection is gone, and the lock with it.
            }
            await connection.DisposeAsync();
        }
    }
}
