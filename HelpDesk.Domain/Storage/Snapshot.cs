using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage;

/// <summary>Reads the database as it was at one moment, however long that takes, while others write.</summary>
public static class Snapshot
{
    /// <summary>From the first read on nothing changes for this context, until it is disposed.</summary>
    public static async Task BeginAsync(HelpDeskDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        // EF would begin it as a writer's.
        if (db.Database.GetDbConnection() is SqliteConnection sqlite) await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), ct);
        else await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
    }
}
