using System.Collections.Concurrent;
using Npgsql;

namespace HelpDesk.Ceiling;

/// <summary>PostgreSQL as the product has it: a transaction a command, statements prepared by use, sessions that are not reset.</summary>
internal sealed class Postgres(string connection) : IDatabase
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { NoResetOnClose = true, MaxAutoPrepare = 200 });
    private readonly ConcurrentBag<Lane> idle = [];

    public string NextNumber => """SELECT nextval('"TicketNumbers"')""";

    // Materialised as the product's: the planner would rather walk along the numbers, past all that lacks a rare word.
    public string Search => """
        WITH fitting AS MATERIALIZED (SELECT "Number" FROM "TicketSearch" WHERE "Words" @@ to_tsquery('simple', @p0))
        SELECT "Number" FROM fitting ORDER BY "Number" DESC LIMIT 201
        """;

    public string Sought(string word) => word;

    public object At(DateTimeOffset at) => at.UtcDateTime;

    public object NewId() => Guid.CreateVersion7();

    public async Task<T> ReadAsync<T>(Func<Lane, Task<T>> read)
    {
        if (!idle.TryTake(out var lane)) lane = new(await source.OpenConnectionAsync());
        try
        {
            return await read(lane);
        }
        finally
        {
            idle.Add(lane);
        }
    }

    public Task<T> WriteAsync<T>(Func<Lane, Task<T>> write) => ReadAsync(async lane =>
    {
        await using var transaction = await lane.Connection.BeginTransactionAsync();
        lane.Transaction = transaction;
        var written = await write(lane);
        await transaction.CommitAsync();
        lane.Transaction = null;
        return written;
    });
}
