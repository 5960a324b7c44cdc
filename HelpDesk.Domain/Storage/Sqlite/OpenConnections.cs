using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Domain.Storage.Sqlite;

/// <summary>
/// Closes with the program what <see cref="KeptConnection"/> leaves open: EF's pool does not, as it takes each context that was given
/// back to it for disposed. With the last one SQLite writes its log back into the file, which then is the whole database.
/// </summary>
public sealed class OpenConnections : DbConnectionInterceptor, IDisposable
{
    private readonly ConcurrentDictionary<DbConnection, byte> open = new(ReferenceEqualityComparer.Instance);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => open.TryAdd(connection, 0);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        open.TryAdd(connection, 0);
        return Task.CompletedTask;
    }

    public override void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => open.TryRemove(connection, out _);

    public override Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        open.TryRemove(connection, out _);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var connection in open.Keys.OfType<SqliteConnection>())
        {
            connection.Dispose();
            SqliteConnection.ClearPool(connection);
        }
        open.Clear();
    }
}
