using HelpDesk.Domain.Storage.Seeds;
using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>
/// Rows by COPY, which knows no ON CONFLICT: they go to a table of this transaction, and from there into their own, each as it came last.
/// </summary>
internal sealed class CopiedRows(BulkTable table)
{
    private const string Copied = "copied_rows";

    private readonly string[] types = [.. table.Columns.Select(column => column.StoreType)];

    public async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<object[]> rows, CancellationToken ct)
    {
        await DoAsync(connection, $"CREATE TEMPORARY TABLE {Copied} AS SELECT {table.ColumnList} FROM {table.Name} WITH NO DATA", ct);
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY {Copied} FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                for (var i = 0; i < row.Length; i++) await copy.WriteAsync(row[i], types[i], ct);
            }
            await copy.CompleteAsync(ct);
        }
        await DoAsync(connection, $"""
            INSERT INTO {table.Name} ({table.ColumnList})
            SELECT DISTINCT ON ({table.KeyList}) {table.ColumnList} FROM {Copied} ORDER BY {table.KeyList}, ctid DESC
            {table.OnConflict}
            """, ct);
        await DoAsync(connection, $"DROP TABLE {Copied}", ct);
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // it holds no value: only names of the model, which EF has quoted
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
