using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage;

/// <summary>Brings the database to this program's version, one process at a time, also after a kill in the middle.</summary>
public static class Migrator
{
    /// <summary>Creates or migrates the database.</summary>
    /// <param name="lockFile">A file in the data directory: the lock that the operating system releases with the process.</param>
    /// <exception cref="DatabaseIsNewerException">The database was migrated by a newer program.</exception>
    public static async Task MigrateAsync(HelpDeskDb db, string lockFile, CancellationToken ct)
    {
        await using var one = await HoldAsync(lockFile, ct);
        var known = db.Database.GetMigrations().ToHashSet();
        if (await db.Database.CanConnectAsync(ct))
        {
            var unknown = (await db.Database.GetAppliedMigrationsAsync(ct)).Where(m => !known.Contains(m)).ToList();
            if (unknown.Count > 0) throw new DatabaseIsNewerException(unknown[^1]);
            await ClearStaleLockAsync(db, ct);
        }
        await db.Database.MigrateAsync(ct);
    }

    private static async Task<FileStream> HoldAsync(string lockFile, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(lockFile))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }
        }
    }

    // EF's own lock is a row, which a killed process leaves behind and the next start waits for. We hold the real lock here.
    private static async Task ClearStaleLockAsync(HelpDeskDb db, CancellationToken ct)
    {
        var exists = await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (exists > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }
}

/// <summary>The database was migrated by a newer program; this one leaves it alone.</summary>
public sealed class DatabaseIsNewerException(string migration)
    : Exception($"The database is newer than this program (it has migration '{migration}'). Start the newer program, or restore a backup made by this one.");
