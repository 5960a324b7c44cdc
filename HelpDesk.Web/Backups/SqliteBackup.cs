using System.Globalization;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Backups;

/// <summary>The database file by SQLite's online backup, the files that its rows name, and the keys.</summary>
internal sealed class SqliteBackup(IServiceScopeFactory scopes, DataDirectories directories, AttachmentFiles attachments, RawMailFiles mails) : IBackedUp
{
    private const string Database = "database.db";
    private const string Keys = "keys/";

    public DatabaseKind Kind => DatabaseKind.Sqlite;

    public async Task<BackupManifest> SaveAsync(BackupWriter backup, DateTimeOffset at, CancellationToken ct)
    {
        // Nothing that the snapshot names is thrown away before it is copied.
        await using var still = await Housekept.StopAsync(directories, ct);
        try
        {
            await CopyAsync(backup.Beside, ct);
            Failpoint.Reach(Failpoint.BackupDatabase);
            await using (var file = File.OpenRead(backup.Beside)) await backup.AddAsync(Database, file, ct);
            foreach (var key in Directory.Exists(directories.Keys) ? Directory.EnumerateFiles(directories.Keys, "*.xml") : [])
                await using (var file = File.OpenRead(key)) await backup.AddAsync(Keys + Path.GetFileName(key), file, ct);
            await using var db = Open(backup.Beside);
            await foreach (var sha256 in db.Attachments.Select(a => a.Sha256).Distinct().AsAsyncEnumerable().WithCancellation(ct))
                await backup.AddFileAsync("attachments", sha256, attachments, ct);
            await foreach (var sha256 in db.Inbox.Where(m => m.RawSha256 != "").Select(m => m.RawSha256).Distinct().AsAsyncEnumerable().WithCancellation(ct))
                await backup.AddFileAsync("mail", sha256, mails, ct);
            return await backup.FinishAsync(Kind, (await db.Database.GetAppliedMigrationsAsync(ct)).Last(), at, await db.Tickets.CountAsync(ct), ct);
        }
        finally
        {
            Remove(backup.Beside);
        }
    }

    public async Task<string?> RestoreAsync(BackupReader backup, bool force, DateTimeOffset? holdSince, CancellationToken ct)
    {
        using var alone = DataInUse.TakeAlone(directories);
        var live = LivePath();
        if (!force && (File.Exists(live) || File.Exists(directories.RestoreMark) || Parts().Any(Directory.Exists)))
            throw new BackupRefusedException($"There is data in '{directories.Root}' already: restore into an empty directory, or with --force, which puts it aside.");
        var unpacked = Path.Combine(directories.Root, $"restoring-{Guid.NewGuid():N}");
        PrivateFiles.MakeDirectory(unpacked);
        try
        {
            await backup.UnpackAsync(unpacked, PlaceOf, ct);
            Failpoint.Reach(Failpoint.RestoreUnpacked);
            await PrepareAsync(Path.Combine(unpacked, Database), holdSince, ct);
            return Swap(unpacked, live);
        }
        finally
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private async Task CopyAsync(string path, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        await db.Database.OpenConnectionAsync(ct);
        // Empty to SQLite, which would make one that everybody may read.
        await PrivateFiles.Create(path).DisposeAsync();
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await copy.OpenAsync(ct);
        // In one step: who writes meanwhile is not kept waiting, and the copy is of one moment.
        ((SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(copy);
        // One file, without a log beside it.
        await using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=DELETE";
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Brings the unpacked database to this program's version, and keeps its mail back. It is nobody's yet, so nothing goes through the seam for writes.</summary>
    private static async Task PrepareAsync(string path, DateTimeOffset? holdSince, CancellationToken ct)
    {
        await using var db = Open(path);
        try
        {
            await Migrator.MigrateAsync(db, ct);
        }
        catch (DatabaseIsNewerException)
        {
            throw new BackupRefusedException("This backup was made by a newer program: restore it with that one.");
        }
        catch (DatabaseIsForeignException)
        {
            throw new BackupRefusedException("The database in this backup was not made by HelpDesk: take another one.");
        }
        await MailHold.SetAsync(db, holdSince, ct);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=DELETE", ct);
        if ((await db.Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(ct))[0] is not "ok" and var damage)
            throw new BackupRefusedException($"The database in this backup is damaged (SQLite says: {damage}): take another one.");
    }

    /// <summary>Puts aside what is here and the restored in its place. While the mark is there no desk starts: what breaks off in between is finished by the next restore.</summary>
    private string? Swap(string unpacked, string live)
    {
        var aside = Path.Combine(directories.Root, $"before-restore-{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..4]}");
        // Of a restore that broke off: what is here is not whole, whatever becomes of this one.
        var wasMarked = File.Exists(directories.RestoreMark);
        var moves = new Moves();
        try
        {
            File.WriteAllText(directories.RestoreMark, aside);
            Failpoint.Reach(Failpoint.RestoreMarked);
            List<string> here = [.. LiveFiles(live).Where(File.Exists), .. Parts().Where(Directory.Exists)];
            if (here.Count > 0) PrivateFiles.MakeDirectory(aside);
            foreach (var old in here) moves.Move(old, Path.Combine(aside, Path.GetFileName(old)));
            Failpoint.Reach(Failpoint.RestoreAside);
            foreach (var part in Parts().Where(part => Directory.Exists(Path.Combine(unpacked, Path.GetFileName(part))))) moves.Move(Path.Combine(unpacked, Path.GetFileName(part)), part);
            Failpoint.Reach(Failpoint.RestoreFiles);
            moves.Move(Path.Combine(unpacked, Database), live);
            File.Delete(directories.RestoreMark);
            return here.Count > 0 ? aside : null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            moves.TakeBack();
            if (Directory.Exists(aside)) Directory.Delete(aside);
            if (!wasMarked) File.Delete(directories.RestoreMark);
            throw new BackupRefusedException($"What is here cannot be put aside in '{directories.Root}' ({wrong.Message.TrimEnd('.')}): see that there is room; a directory that is a disk of its own, or another user's, has to be moved away by hand first.");
        }
    }

    private string[] Parts() => [directories.Attachments, directories.Mail, directories.Keys];

    private static string[] LiveFiles(string live) => [live, live + "-wal", live + "-shm"];

    private string LivePath()
    {
        using var scope = scopes.CreateScope();
        return Path.GetFullPath(new SqliteConnectionStringBuilder(scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Database.GetConnectionString()).DataSource);
    }

    /// <summary>Where an entry belongs; anything else is refused, for a name in an archive can be any.</summary>
    private static string? PlaceOf(string entry)
    {
        if (entry == Database) return Database;
        if (BackupReader.FileName().Match(entry) is { Success: true } file) return Path.Combine(file.Groups[1].Value, file.Groups["sha"].Value[..2], file.Groups["sha"].Value);
        var key = entry.StartsWith(Keys, StringComparison.Ordinal) ? entry[Keys.Length..] : "";
        return key.EndsWith(".xml", StringComparison.Ordinal) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? Path.Combine("keys", key) : null;
    }

    private static SqliteDb Open(string path)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        SqliteDb.Use(options, new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        return new(options.Options);
    }

    private static void Remove(string path)
    {
        foreach (var file in LiveFiles(path)) File.Delete(file);
    }
}
