using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage;

/// <summary>Held by the one process that prepares the database; gone with the process that held it.</summary>
public interface IPreparing
{
    Task<IAsyncDisposable> HoldAsync(CancellationToken ct);
}

/// <summary>Brings the database to this program's version, also after a kill in the middle. Whoever calls holds <see cref="IPreparing"/>.</summary>
public static class Migrator
{
    /// <summary>Creates or migrates the database.</summary>
    /// <exception cref="DatabaseIsNewerException">The database was migrated by a newer program.</exception>
    /// <exception cref="DatabaseIsForeignException">The database is another program's.</exception>
    public static async Task MigrateAsync(HelpDeskDb db, CancellationToken ct)
    {
        var database = db.GetService<IRelationalDatabaseCreator>();
        if (!await database.ExistsAsync(ct)) await database.CreateAsync(ct);
        if (await ForeignAsync(db, ct) is { } table) throw new DatabaseIsForeignException(table);
        if (!await database.HasTablesAsync(ct))
        {
            await CreateTablesAsync(db, ct);
            return;
        }
        var applied = await db.Database.GetAppliedMigrationsAsync(ct);
        if (Newer(db, applied) is { } unknown) throw new DatabaseIsNewerException(unknown);
        if (applied.Count() == db.Database.GetMigrations().Count()) return;
        await db.ClearStaleMigrationLockAsync(ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>What the migrations of a database do, one after the other, to one without tables.</summary>
    internal static string ScriptOf(HelpDeskDb db) =>
        db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions).ReplaceLineEndings("\n");

    // By the script that was made of the migrations beforehand, in one transaction: each of them would have EF build the model as it was then.
    private static async Task CreateTablesAsync(HelpDeskDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.Transaction = transaction.GetDbTransaction();
            command.CommandText = await ReadScriptAsync($"{db.GetType().Name}.sql", ct);
            await command.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    private static async Task<string> ReadScriptAsync(string name, CancellationToken ct)
    {
        using var script = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing from the assembly."));
        return await script.ReadToEndAsync(ct);
    }

    // A table of a name that a migration of ours would take, in a database where none has been.
    private static async Task<string?> ForeignAsync(HelpDeskDb db, CancellationToken ct)
    {
        var there = await db.TablesAsync(ct);
        return there.Contains(HistoryRepository.DefaultTableName) ? null : db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal).FirstOrDefault(there.Contains);
    }

    /// <returns>The last migration that this program does not know, or null: the database is of this program's version or older.</returns>
    public static async Task<string?> NewerAsync(HelpDeskDb db, CancellationToken ct) => Newer(db, await db.Database.GetAppliedMigrationsAsync(ct));

    private static string? Newer(HelpDeskDb db, IEnumerable<string> applied)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        return applied.LastOrDefault(m => !known.Contains(m));
    }
}

/// <summary>The database was migrated by a newer program; this one leaves it alone.</summary>
public sealed class DatabaseIsNewerException(string migration)
    : Exception($"The database is newer than this program (it has migration '{migration}'). Start the newer program, or restore a backup made by this one.");

/// <summary>The database has tables of ours that another program made; this one leaves it alone.</summary>
public sealed class DatabaseIsForeignException(string table)
    : Exception($"The database has a table '{table}' already that HelpDesk did not make: name an empty one in ConnectionStrings:HelpDesk, or another directory in HelpDesk:DataDirectory.");

/// <summary>A file in the data directory, whose lock the operating system releases with the process.</summary>
public sealed class FileLock(string path) : IPreparing
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task<IAsyncDisposable> HoldAsync(CancellationToken ct) => OpenAsync(FileAccess.ReadWrite, FileShare.None, ct);

    /// <summary>Waits until nobody holds it alone, and keeps those away who would; others may share it.</summary>
    public Task<IAsyncDisposable> ShareAsync(CancellationToken ct) => OpenAsync(FileAccess.Read, FileShare.Read, ct);

    private async Task<IAsyncDisposable> OpenAsync(FileAccess access, FileShare share, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, access, share);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Pause, ct);
            }
        }
    }
}
