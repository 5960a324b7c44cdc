using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Web.Wiring;

/// <summary>What must be right about a PostgreSQL server, and what its refusals mean.</summary>
internal static class PostgresChecks
{
    private const string Example = "write 'Host=SERVER;Database=helpdesk;Username=helpdesk;Password=…'";

    // What a node takes at once with nobody there: its jobs, what listens to the other nodes, and a few pages.
    private const int SmallestPool = 10;

    /// <summary>Looks at a connection string without opening anything.</summary>
    /// <exception cref="StartRefusedException">It leads nowhere.</exception>
    public static void Check(string? given)
    {
        if (string.IsNullOrWhiteSpace(given)) throw new StartRefusedException($"HelpDesk:Database is 'PostgreSql', but ConnectionStrings:HelpDesk is empty: {Example}.");
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(given);
            if (parts.Host is not { Length: > 0 }) throw new StartRefusedException($"ConnectionStrings:HelpDesk names no host: {Example}.");
            // The driver looks at it only when it connects.
            if (parts.Port is < 1 or > 65535) throw new StartRefusedException($"ConnectionStrings:HelpDesk names the port {parts.Port}: write one from 1 to 65535, mostly 5432.");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not its own words: they may quote the password.
            throw new StartRefusedException($"ConnectionStrings:HelpDesk is not one for PostgreSQL: {Example}.");
        }
    }

    /// <summary>Looks at how many connections a program that serves may have.</summary>
    /// <exception cref="StartRefusedException">Too few.</exception>
    public static void CheckPool(string given)
    {
        var parts = new NpgsqlConnectionStringBuilder(given);
        if (parts.Pooling && parts.MaxPoolSize < SmallestPool) throw new StartRefusedException($"ConnectionStrings:HelpDesk allows {parts.MaxPoolSize} connections: leave 'Maximum Pool Size' out, or write {SmallestPool} or more.");
    }

    /// <summary>Before anything is written: what this server acknowledges must survive a power loss. On SQLite our own connections see to that.</summary>
    /// <exception cref="StartRefusedException">It would not.</exception>
    public static async Task CheckDurabilityAsync(HelpDeskDb db, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql()) return;
        var off = await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name").ToListAsync(ct);
        if (off.Count > 0) throw new StartRefusedException($"PostgreSQL would lose what it acknowledged ({string.Join(" and ", off)} is off): set it to on in postgresql.conf, or for this database or user, and reload the server.");
    }

    /// <summary>What a refusal of the server means to whoever starts the program.</summary>
    public static StartRefusedException Refused(NpgsqlException wrong) => wrong switch
    {
        PostgresException said => new($"PostgreSQL refused ({said.SqlState}: {said.MessageText.TrimEnd('.')}): {AdviceOn(said.SqlState)}."),
        // The driver has no code for it.
        { InnerException: null } when wrong.Message.StartsWith("No password", StringComparison.Ordinal) =>
            new("PostgreSQL asks for a password and ConnectionStrings:HelpDesk has none: write the password there as Password=…."),
        { InnerException: null } when wrong.Message.StartsWith("SSL", StringComparison.Ordinal) =>
            new($"PostgreSQL does not speak TLS as ConnectionStrings:HelpDesk asks for ({wrong.Message.TrimEnd('.')}): mend 'SSL Mode' there, or let the server speak it."),
        _ => Unreachable(wrong),
    };

    public static StartRefusedException Unreachable(Exception wrong) =>
        new($"PostgreSQL cannot be reached ({wrong.GetBaseException().Message.TrimEnd('.')}): start it, or mend host and port in ConnectionStrings:HelpDesk.");

    private static string AdviceOn(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "mend user and password in ConnectionStrings:HelpDesk, or let this user in by pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName => "create the database with CREATE DATABASE, or name another in ConnectionStrings:HelpDesk",
        PostgresErrorCodes.InsufficientPrivilege => "make this user the owner of the database",
        PostgresErrorCodes.TooManyConnections => "raise max_connections, or lower 'Maximum Pool Size' (to 10 at least) in ConnectionStrings:HelpDesk",
        PostgresErrorCodes.DiskFull => "free some space on the server's disk",
        PostgresErrorCodes.ReadOnlySqlTransaction => "connect to the primary, not to a standby",
        _ => "see the server's log",
    };
}
