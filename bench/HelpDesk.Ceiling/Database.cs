using System.Data.Common;

namespace HelpDesk.Ceiling;

/// <summary>What both databases are to the ceiling.</summary>
internal interface IDatabase
{
    /// <summary>An instant as this database keeps it.</summary>
    object At(DateTimeOffset at);

    /// <summary>A new version-7 id as this database keeps it.</summary>
    object NewId();

    /// <summary>The query for the number of the next ticket.</summary>
    string NextNumber { get; }

    /// <summary>The query for the numbers of the newest tickets with a word.</summary>
    string Search { get; }

    /// <summary>A word as <see cref="Search"/> takes it.</summary>
    string Sought(string word);

    Task<T> ReadAsync<T>(Func<Lane, Task<T>> read);

    /// <summary>When this returns, what was written is on the disk.</summary>
    Task<T> WriteAsync<T>(Func<Lane, Task<T>> write);
}

/// <summary>A connection that stays open, with the statements that were prepared on it.</summary>
internal sealed class Lane(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>The transaction that statements are part of.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>A statement whose parameters are @p0, @p1 …</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{i}");
                command.Parameters.Add(parameter);
            }
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.Transaction = Transaction;
        return command;
    }

    public Task<int> DoAsync(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQueryAsync();

    /// <summary>All rows of a query, each column read.</summary>
    public Task<List<object[]>> RowsAsync(string sql, params ReadOnlySpan<object?> values) => AllAsync(Command(sql, values));

    public async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static async Task<List<object[]>> AllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
