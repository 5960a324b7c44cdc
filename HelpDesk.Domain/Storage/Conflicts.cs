using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Domain.Storage;

/// <summary>Which failures of a write mean that somebody else was first, so that deciding anew may help.</summary>
internal static class Conflicts
{
    private const int UniqueIndex = 2067;
    private const int PrimaryKey = 1555;

    /// <summary>What was read has changed, or what was added is there already.</summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsConflict(inner),
        InvalidOperationException { InnerException: DbUpdateException or PostgresException } wrapped => IsConflict(wrapped.InnerException!),
        SqliteException { SqliteExtendedErrorCode: UniqueIndex or PrimaryKey } => true,
        _ => IsRace(exception),
    };

    /// <summary>
    /// Two transactions met, and the database gave up on one of them: its command is decided anew, also one that a person's form carries,
    /// for that compares the revision that it was shown by itself. Where commands come one after another this does not happen.
    /// </summary>
    public static bool IsRace(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } => true,
        _ => exception.InnerException is { } inner && IsRace(inner),
    };
}
