using System.Data.Common;
using HelpDesk.Domain.Storage.Saving;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage.Sqlite;

/// <summary>One row after another, by statements that stay prepared.</summary>
internal sealed class SqliteRows(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ISqlGenerationHelper help) : RowSaving(dependencies, relational, help)
{
    protected override Task WriteAsync(IReadOnlyList<ChangedRow> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            try
            {
                Write(row, (SqliteConnection)connection, (SqliteTransaction)transaction);
            }
            catch (SqliteException trouble)
            {
                throw Refused(trouble, row.Entry);
            }
        }
        return Task.CompletedTask;
    }

    private static void Write(ChangedRow row, SqliteConnection connection, SqliteTransaction transaction)
    {
        var (entry, statement) = row;
        var command = KeptStatements.Instance.Find(connection, statement.Text) ?? throw new InvalidOperationException($"Not to be kept: {statement.Text}");
        command.Transaction = transaction;
        if (command.Parameters.Count == 0)
            for (var i = 0; i < statement.Values.Count; i++) command.Parameters.Add(statement.Values[i].ParameterFor(command, RowStatement.Place(i)));
        for (var i = 0; i < statement.Values.Count; i++) command.Parameters[i].Value = statement.Values[i].Of(entry);
        if (command.ExecuteNonQuery() != 1) throw NotAsRead(entry);
    }
}
