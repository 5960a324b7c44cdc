using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Whether the database's own structure holds. PostgreSQL answers for its by itself: it enforces every foreign key, and checks its pages where they were made with checksums.</summary>
internal static class DatabaseCheck
{
    public static async IAsyncEnumerable<Discrepancy> RunAsync(HelpDeskDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!db.Database.IsSqlite()) yield break;
        // FTS5 remembers of what pieces its index is made, as long as its connection is open, and looks again at a query but not at a check:
        // it would miss those that another connection has merged away since, and call the file damaged.
        await foreach (var _ in RowsAsync(db, """SELECT rowid FROM "TicketSearch" WHERE "TicketSearch" MATCH 'a' LIMIT 1""", ct)) { }
        await foreach (var row in RowsAsync(db, "PRAGMA integrity_check", ct))
            if (row[0] is not "ok")
                yield return new("database", "helpdesk.db", $"SQLite says: {row[0]}. The file is damaged: restore a backup, or save what is left with sqlite3's .recover.");
        await foreach (var row in RowsAsync(db, "PRAGMA foreign_key_check", ct))
            yield return new("foreign-key", $"{row[0]} row {row[1]}", $"It refers to a row of {row[2]} that is not there.");
    }

    private static async IAsyncEnumerable<object[]> RowsAsync(HelpDeskDb db, string sql, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }
}
