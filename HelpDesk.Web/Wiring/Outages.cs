using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HelpDesk.Web.Wiring;

/// <summary>Troubles of the machines that the house stands on, not of what it was asked to do: they pass.</summary>
internal static class Outages
{
    /// <summary>The database did not answer, or did not do what it was asked for. EF wraps what its driver says; a connection that listens may break with less than the driver's own words.</summary>
    public static bool IsOfDatabase(Exception trouble) =>
        trouble is DbException or SocketException or TimeoutException || (trouble.InnerException is { } inner && IsOfDatabase(inner));

    // SQLite cannot write or read just now: busy (5), locked (6), read-only (8), input/output (10), full (13), cannot open (14).
    // The disk that holds files is full (28, Windows 112), over its quota (122) or read-only (30).
    // PostgreSQL cannot be reached (no state), is starting or going down, has no connection, room or memory left, or is read-only for now;
    // or a table or column of ours is not there any more: a newer program has just migrated it, and this one is about to end.
    /// <summary>Whether the same will do later, without anybody's changing what was asked for.</summary>
    public static bool Passes(Exception trouble) =>
        trouble is PostgresException server ? server.SqlState is ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or "25006" or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
        : trouble is NpgsqlException or SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 } or IOException { HResult: 28 or 30 or 122 or unchecked((int)0x80070070) }
        || (trouble.InnerException is { } inner && Passes(inner));
}
