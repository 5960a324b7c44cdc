
using HelpDesk.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Web.Backups;

/// <summary>Makes backups and restores them.</summary>
internal sealed class Backups(IBackedUp database, TimeProvider clock)
{
    /// <summary>Writes a backup to a new file while the desk serves.</summary>
    /// <exception cref="BackupRefusedException">Not possible; no file is left.</exception>
    public async Task<BackupManifest> SaveAsync(string file, CancellationToken ct)
    {
        if (File.Exists(file)) throw new BackupRefusedException($"'{file}' is there already: choose another name, a backup replaces nothing.");
        try
        {
            await using var backup = new BackupWriter(Path.GetFullPath(file));
            return await database.SaveAsync(backup, clock.GetUtcNow(), ct);
        }
        // SQLite writes the copy of the database itself: it cannot write or open it (10, 14), or there is no room (13).
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 10 or 13 or 14 })
        {
            throw new BackupRefusedException($"'{file}' cannot be written ({wrong.Message.TrimEnd('.')}): choose a place with room that this user may write to.");
        }
    }

    /// <summary>Puts a backup in the place of what is here.</summary>
    /// <param name="sendMail">Whether mail that is due leaves at the next start, as if nothing had happened.</param>
    /// <exception cref="BackupRefusedException">Not possible; nothing has changed.</exception>
    public async Task<(BackupManifest Contents, string? Aside)> RestoreAsync(string file, bool force, bool sendMail, CancellationToken ct)
    {
        try
        {
            using var backup = await BackupReader.OpenAsync(file, ct);
            if (backup.Contents.Database != database.Kind.ToString())
                throw new BackupRefusedException($"'{file}' is a backup of {backup.Contents.Database}, and HelpDesk:Database is {database.Kind}: a backup is restored into the same kind of database.");
            return (backup.Contents, await database.RestoreAsync(backup, force, sendMail ? null : clock.GetUtcNow(), ct));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"'{file}' cannot be restored ({wrong.Message.TrimEnd('.')}): let this user read it, and see that there is room for what it holds.");
        }
    }

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<DataInUse>();
        services.AddSingleton<IBackedUp>(house => house.GetRequiredService<DatabaseKind>() == DatabaseKind.PostgreSql
            ? ActivatorUtilities.CreateInstance<PostgresBackup>(house)
            : ActivatorUtilities.CreateInstance<SqliteBackup>(house));
        services.AddSingleton<Backups>();
    }
}
