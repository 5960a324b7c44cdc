using HelpDesk.Domain.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

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
        if (database.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException("HelpDesk:Database is 'PostgreSql', which comes with a later version: use 'Sqlite' for now.");
        if (!database.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException($"HelpDesk:Database is '{database}': use 'Sqlite'.");
        try
        {
            _ = new SqliteConnectionStringBuilder(house.GetRequiredService<IConfiguration>().GetConnectionString("HelpDesk"));
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
    public static StartRefusedException Refused(SqliteException wrong, DataDirectories directories) =>
        new($"The database cannot be opened (SQLite says: {wrong.Message.TrimEnd('.')}): look at the files in '{directories.Root}', or restore a backup.");

    public static StartRefusedException Refused(DatabaseIsNewerException newer) => new(newer.Message);
}
