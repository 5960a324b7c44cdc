using System.Data.Common;
using HelpDesk.Domain.Storage.Saving;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>All rows in one way there and back, by statements that the server can keep prepared.</summary>
internal sealed class PostgresRows(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ISqlGenerationHelper help) : RowSaving(dependencies, relational, help)
{
    protected override async Task WriteAsync(IReadOnlyList<ChangedRow> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        await using var typed = new NpgsqlCommand();
        foreach (var (entry, statement) in rows)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            foreach (var value in statement.Values)
            {
                // Without a name it stands where it comes.
                var parameter = value.ParameterFor(typed, "");
                parameter.Value = value.Of(entry);
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException trouble)
        {
            throw Refused(trouble, [.. rows.Select(row => row.Entry)]);
        }
        for (var i = 0; i < rows.Count; i++)
            if (batch.BatchCommands[i].RecordsAffected != 1) throw NotAsRead(rows[i].Entry);
    }
}
