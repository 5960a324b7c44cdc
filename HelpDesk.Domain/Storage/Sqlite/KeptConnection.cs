using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage.Sqlite;

/// <summary>
/// Stays open as long as its context, also while that waits in the pool: opening anew for each request would set the connection's
/// settings and EF's functions, and parse every statement, each time. With its context it is disposed.
/// </summary>
#pragma warning disable EF1001 // The one that SQLite's provider makes has no public name; what is changed of it has one.
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, commands, log)
{
    // One on which somebody left a transaction, as a snapshot's, is closed: that ends it, and the next one begins afresh.
    private bool IsInTransaction => DbConnection is SqliteConnection { Handle: { } handle } && SQLitePCL.raw.sqlite3_get_autocommit(handle) == 0;

    protected override void CloseDbConnection()
    {
        if (IsInTransaction) base.CloseDbConnection();
    }

    protected override Task CloseDbConnectionAsync() => IsInTransaction ? base.CloseDbConnectionAsync() : Task.CompletedTask;
}
#pragma warning restore EF1001
