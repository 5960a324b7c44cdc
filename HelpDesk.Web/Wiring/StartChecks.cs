using HelpDesk.Domain.Storage;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HelpDesk.Web.Wiring;

/// <summary>The program cannot start as it is told to. The message is one sentence that says what to do.</summary>
internal sealed class StartRefusedException(string sentence) : Exception(sentence);

/// <summary>What must be right before anything is opened.</summary>
internal static class StartChecks
{
    /// <returns>Why the program must not start, or null.</returns>
    public static string? Refusal(IServiceProvider house)
    {
        try
        {
            Check(house);
            return SecurityDemo.Refusal(house.GetRequiredService<IConfiguration>(), house.GetRequiredService<Settings>(), house.GetRequiredService<IHostEnvironment>());
        }
        catch (StartRefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>What serving and every verb that opens the database need.</summary>
    /// <exception cref="StartRefusedException">Something is not right.</exception>
    public static void Check(IServiceProvider house)
    {
        var settings = Bound(house);
        CheckDatabase(settings.Database, house);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
            throw new StartRefusedException($"HelpDesk:TimeZone is '{settings.TimeZone}', which this machine does not know: write an IANA name such as Europe/Berlin.");
        CheckDirectory(house.GetRequiredService<DataDirectories>().Root);
    }

    private static Settings Bound(IServiceProvider house)
    {
        try
        {
            return house.GetRequiredService<Settings>();
        }
        catch (OptionsValidationException wrong)
        {
            throw new StartRefusedException(wrong.Failures.First());
        }
        catch (InvalidOperationException wrong) when (wrong.Message.Contains("configuration value", StringComparison.Ordinal))
        {
            throw new StartRefusedException($"{wrong.Message.TrimEnd('.')}: mend it in appsettings.json, the environment or the command line.");
        }
    }

    private static void CheckDatabase(string database, IServiceProvider house)
    {
        var given = house.GetRequiredService<IConfiguration>().GetConnectionString("HelpDesk");
        if (Database.Kind(database) is not { } kind)
            throw new StartRefusedException($"HelpDesk:Database is '{database}': use 'Sqlite' or 'PostgreSql'.");
        if (kind == DatabaseKind.PostgreSql) CheckPostgreSql(given);
        else CheckSqlite(given);
    }

    private static void CheckPostgreSql(string? given)
    {
        const string Example = "write 'Host=SERVER;Database=helpdesk;Username=helpdesk;Password=…'";
        if (string.IsNullOrWhiteSpace(given)) throw new StartRefusedException($"HelpDesk:Database is 'PostgreSql', but ConnectionStrings:HelpDesk is empty: {Example}.");
        try
        {
            if (new NpgsqlConnectionStringBuilder(given).Host is not { Length: > 0 }) throw new StartRefusedException($"ConnectionStrings:HelpDesk names no host: {Example}.");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not its own words: they may quote the password.
            throw new StartRefusedException($"ConnectionStrings:HelpDesk is not one for PostgreSQL: {Example}.");
        }
    }

    private static void CheckSqlite(string? given)
    {
        try
        {
            _ = new SqliteConnectionStringBuilder(given);
        }
        catch (ArgumentException wrong)
        {
            throw new StartRefusedException($"ConnectionStrings:HelpDesk is not one for SQLite ({wrong.Message.Split('\n')[0].TrimEnd('.')}): leave it empty, or write 'Data Source=FILE'.");
        }
    }

    private static void CheckDirectory(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            var probe = Path.Combine(root, $"probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"The data directory '{root}' cannot be written to: let this user write there, or set HelpDesk:DataDirectory to another.");
        }
    }

    /// <summary>What a failure to reach the database means to whoever starts the program.</summary>
    /// <returns>The sentence; null when it is no trouble with the database.</returns>
    public static StartRefusedException? Refused(Exception wrong, DataDirectories directories) => wrong switch
    {
        DatabaseIsNewerException newer => new(newer.Message),
        SqliteException sqlite => new($"The database cannot be opened (SQLite says: {sqlite.Message.TrimEnd('.')}): look at the files in '{directories.Root}', or restore a backup."),
        PostgresException server => new($"PostgreSQL refused ({server.SqlState}: {server.MessageText.TrimEnd('.')}): {AdviceOn(server.SqlState)}."),
        NpgsqlException or SocketException or TimeoutException => new($"PostgreSQL cannot be reached ({wrong.GetBaseException().Message.TrimEnd('.')}): start it, or mend host and port in ConnectionStrings:HelpDesk."),
        { InnerException: { } inner } => Refused(inner, directories),
        _ => null,
    };

    private static string AdviceOn(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "mend user and password in ConnectionStrings:HelpDesk, or let this user in by pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName => "create the database with CREATE DATABASE, or name another in ConnectionStrings:HelpDesk",
        PostgresErrorCodes.InsufficientPrivilege => "make this user the owner of the database",
        PostgresErrorCodes.TooManyConnections => "raise max_connections, or lower 'Maximum Pool Size' in ConnectionStrings:HelpDesk",
        _ => "see the server's log",
    };
}
