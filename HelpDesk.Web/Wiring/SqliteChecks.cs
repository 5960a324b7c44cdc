using HelpDesk.Domain.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Wiring;

/// <summary>What must be right about a SQLite file, and what its refusals mean.</summary>
internal static class SqliteChecks
{
    /// <summary>Looks at a connection string without opening anything.</summary>
    /// <exception cref="StartRefusedException">Nothing durable would come of it.</exception>
    public static void Check(string connectionString)
    {
        var parts = Parse(connectionString);
        if (parts.Mode == SqliteOpenMode.Memory || parts.DataSource.Length == 0 || parts.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            throw Wrong("keeps nothing: everything would be lost when the program stops. Leave it empty, or write 'Data Source=FILE'");
        if (parts.Mode == SqliteOpenMode.ReadOnly) throw Wrong("opens the database for reading only: leave Mode out");
        if (parts.Password.Length > 0) throw Wrong("has a password, but a file of SQLite is not encrypted here: leave Password out, and let the disk be encrypted");
        // SQLite's own address of a file, and the provider's macro, are their business.
        if (parts.DataSource.StartsWith("file:", StringComparison.Ordinal) || parts.DataSource.StartsWith('|')) return;
        var file = Path.GetFullPath(parts.DataSource);
        if (Directory.Exists(file)) throw Wrong($"names the directory '{file}': write 'Data Source=FILE' with a file in it");
        if (!Directory.Exists(Path.GetDirectoryName(file))) throw Wrong($"names a file in '{Path.GetDirectoryName(file)}', which does not exist: make that directory, or write another");
    }

    /// <summary>What SQLite's refusal means to whoever starts the program.</summary>
    public static StartRefusedException Refused(SqliteException wrong, DataDirectories directories) => new(wrong.SqliteErrorCode switch
    {
        5 or 6 => $"Another program holds the database in '{directories.Root}' locked: stop it, then start again.",
        8 => $"The database in '{directories.Root}' is read-only for this user: let it write the database's files and their directory.",
        10 or 13 => $"The database in '{directories.Root}' cannot grow (SQLite says: {Said(wrong)}): free some space on its disk or lift the limit, then start again.",
        14 => $"The database cannot be opened (SQLite says: {Said(wrong)}): let this user read and write its files and their directory, or mend ConnectionStrings:HelpDesk.",
        _ => $"The database cannot be opened (SQLite says: {Said(wrong)}): look at the files in '{directories.Root}', or restore a backup.",
    });

    private static string Said(SqliteException wrong) => wrong.Message.TrimEnd('.');

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw Wrong($"is not one for SQLite ({wrong.Message.Split('\n')[0].TrimEnd('.')}): leave it empty, or write 'Data Source=FILE'");
        }
    }

    private static StartRefusedException Wrong(string what) => new($"ConnectionStrings:HelpDesk {what}.");
}

/// <summary>The files of a SQLite database.</summary>
internal sealed class SqliteFile
{
    private SqliteFile(string path) => Path = path;

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The product's database; null where it is not on SQLite.</summary>
    public static SqliteFile? Of(IServiceProvider house)
    {
        using var scope = house.CreateScope();
        var connection = scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Database.GetDbConnection();
        return connection is SqliteConnection ? new(System.IO.Path.GetFullPath(connection.DataSource)) : null;
    }

    public bool Exists => File.Exists(Path);

    /// <summary>Throws the database away, with its log and its index of the log.</summary>
    public void Delete()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in (string[])[Path, Path + "-wal", Path + "-shm", Path + "-journal"]) File.Delete(file);
    }
}
