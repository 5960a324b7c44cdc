using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>A lock of a session of its own, which the server releases when the connection or the process is gone: one of many nodes prepares the database.</summary>
public sealed class AdvisoryLock(NpgsqlDataSource database) : IPreparing
{
    // "HelpDesk" in ASCII: nobody else's number by chance.
    private const long Number = 0x48656C704465736B;

    public async Task<IAsyncDisposable> HoldAsync(CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Number})", connection) { CommandTimeout = 0 };
            await take.ExecuteNonQueryAsync(ct);
            return new Held(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
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
