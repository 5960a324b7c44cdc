using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage;

/// <summary>What a database says of itself.</summary>
/// <param name="Kind">Its product.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Durability">How it keeps what it has acknowledged, in its own words.</param>
/// <param name="IsDurable">Whether what was acknowledged survives a power loss.</param>
/// <param name="Migration">The newest that was applied.</param>
public sealed record DatabaseFacts(string Kind, string Version, long Bytes, string Durability, bool IsDurable, string Migration)
{
    /// <summary>Leases last 45 seconds and are renewed after 15: whose clock is further off than this may take what another node is at.</summary>
    public static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(10);

    /// <summary>How long it took to answer the question for all this.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>By how much this machine's clock is ahead of the server's; null where there is one clock.</summary>
    public TimeSpan? ClockAhead { get; init; }

    public bool IsSkewed => ClockAhead is { } ahead && ahead.Duration() > MostSkew;

    private const string Sqlite = """
        SELECT 'SQLite' AS "Kind", sqlite_version() AS "Version",
          (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size()) AS "Bytes",
          'journal_mode=' || (SELECT journal_mode FROM pragma_journal_mode()) || ', synchronous=' || (SELECT synchronous FROM pragma_synchronous()) AS "Durability",
          (SELECT synchronous FROM pragma_synchronous()) >= 2 AS "IsDurable",
          (SELECT max("MigrationId") FROM "__EFMigrationsHistory") AS "Migration", NULL AS "Clock"
        """;

    private const string PostgreSql = """
        SELECT 'PostgreSQL' AS "Kind", current_setting('server_version') AS "Version", pg_database_size(current_database()) AS "Bytes",
          'fsync=' || current_setting('fsync') || ', synchronous_commit=' || current_setting('synchronous_commit') || ', full_page_writes=' || current_setting('full_page_writes') AS "Durability",
          current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AND current_setting('full_page_writes') = 'on' AS "IsDurable",
          (SELECT max("MigrationId") FROM "__EFMigrationsHistory") AS "Migration", clock_timestamp() AS "Clock"
        """;

    public static async Task<DatabaseFacts> ReadAsync(HelpDeskDb db, TimeProvider clock, CancellationToken ct)
    {
        var sql = db.Database.IsSqlite() ? Sqlite : PostgreSql;
        // Opened first: a connection from the pool is made ready with questions of its own.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var since = clock.GetTimestamp();
            var row = (await db.Database.SqlQueryRaw<Row>(sql).ToListAsync(ct)).Single();
            return new(row.Kind, row.Version, row.Bytes, row.Durability, row.IsDurable, row.Migration ?? "")
            {
                Took = clock.GetElapsedTime(since),
                // About the machines, not about the desk's time: so by the real clock.
                ClockAhead = row.Clock is { } server ? DateTimeOffset.UtcNow - server : null,
            };
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private sealed record Row(string Kind, string Version, long Bytes, string Durability, bool IsDurable, string? Migration, DateTimeOffset? Clock);
}
