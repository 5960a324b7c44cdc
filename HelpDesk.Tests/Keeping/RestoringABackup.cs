using System.IO.Compression;
using System.Text.Json;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Backups;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Keeping;

/// <summary>A backup of a desk that serves, put into another directory.</summary>
public sealed class RestoringABackup
{
    public RestoringABackup() => TestDatabase.OnlyOn(DatabaseKind.Sqlite, "the other has a test of its own.");

    [Fact]
    public async Task Everything_is_back_and_no_old_mail_leaves_until_somebody_says_so()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "desk.zip");
        long number;
        await using (var house = new TestHouse())
        {
            (number, _) = await UsedAsync(house);
            var made = await BackUpAsync(house, file);
            Assert.Equal((1, 1, 0), (made.Tickets, made.Files, made.Missing));
        }
        var home = Path.Combine(directory.Path, "home");
        var restored = await Ran.VerbAsync(home, ["restore", file]);
        Assert.Equal(0, restored.Status);
        Assert.Contains("Restored: 1 tickets and 1 files", restored.Output);
        Assert.Contains("kept back", restored.Output);

        await using var back = new TestHouse(directory: home) { Clock = new(TestHouse.Monday.AddDays(3)) };
        // The verb restored it by the machine's clock, the house lives in another year.
        await back.ReadAsync(db => db.MailHolds.ExecuteUpdateAsync(set => set.SetProperty(h => h.Since, TestHouse.Monday.AddDays(3))));
        var (carl, mia) = (await back.SignedInAsync(Cast.Carl), await back.SignedInAsync(Cast.Mia));
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(back));
        // Three days are over: the reminder is due, and the mails that were owed at the backup are, too.
        await back.SettleAsync();
        var held = await back.ReadAsync(db => db.HeldMails().CountAsync());
        Assert.True(held >= 3, $"{held} mails are held.");
        Assert.Equal(0, await back.ReadAsync(db => db.Outbox.CountAsync(m => m.SentAt >= TestHouse.Monday.AddDays(1))));

        // What people write from now on leaves, as does what they ask for.
        await carl.RepliesAsync(number, "Are you back?");
        await carl.FilesAsync();
        await back.SettleAsync();
        Assert.Equal(["received"], await back.ReadAsync(db => db.Outbox.Where(m => m.SentAt >= TestHouse.Monday.AddDays(1)).Select(m => m.Letter).ToListAsync()));

        var page = await mia.GetAsync("/manage/post");
        Assert.Contains("Mail is kept back since a backup was restored", page.Text);
        var sent = await (await page.Form("/manage/post/held/send").SubmitAsync()).FollowAsync();
        Assert.Contains("mails leave now", sent.Text);
        Assert.DoesNotContain("kept back", sent.Text);
        await back.SettleAsync();
        Assert.False(await back.ReadAsync(db => db.Outbox.AnyAsync(m => m.Fate == MailFate.Pending)));
    }

    [Fact]
    public async Task What_is_discarded_is_never_sent()
    {
        await using var house = new TestHouse();
        await UsedAsync(house);
        await house.Services.GetRequiredService<PostCommands>().HoldAsync(CancellationToken.None);
        await house.SettleAsync();
        var mia = await house.SignedInAsync(Cast.Mia);
        var owed = await house.ReadAsync(db => db.HeldMails().CountAsync());
        Assert.True(owed > 0);
        Assert.Contains($"{owed} mail", (await (await (await mia.GetAsync("/manage/post")).Form("/manage/post/held/discard").SubmitAsync()).FollowAsync()).Text);
        await house.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(owed, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Fate == MailFate.Withdrawn && m.SealedToken == null)));
        Assert.False(await house.ReadAsync(db => db.Outbox.AnyAsync(m => m.Fate == MailFate.Pending)));
    }

    [Fact]
    public async Task Data_that_is_there_is_put_aside_with_force_and_never_destroyed()
    {
        using var directory = new TempDirectory();
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        await using (var house = new TestHouse(directory: home))
        {
            await UsedAsync(house);
            await BackUpAsync(house, file);
            // A desk that runs is not pulled away from under its people.
            Assert.Contains("stop it first", await RefusedAsync(home, "restore", file, "--force"));
            await (await house.SignedInAsync(Cast.Carl)).FilesAsync("After the backup");
        }
        Assert.Contains("there is data", (await RefusedAsync(home, "restore", file)).ToLowerInvariant());
        Assert.Equal(0, (await Ran.VerbAsync(home, ["restore", file, "--force", "--send-mail"])).Status);
        var aside = Assert.Single(Directory.GetDirectories(home, "before-restore-*"));
        Assert.Equal(["attachments", "helpdesk.db", "keys"], Directory.GetFileSystemEntries(aside).Select(Path.GetFileName).Where(name => !name!.Contains('-')).Order());
        await using var back = new TestHouse(directory: home);
        Assert.Equal((1, false), (await back.ReadAsync(db => db.Tickets.CountAsync()), await back.ReadAsync(db => db.MailHolds.AnyAsync())));
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(back));
    }

    [Fact]
    public async Task A_damaged_a_foreign_and_a_newer_backup_are_refused_and_nothing_changes()
    {
        using var directory = new TempDirectory();
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        await using (var house = new TestHouse())
        {
            await UsedAsync(house);
            await BackUpAsync(house, file);
            await Assert.ThrowsAsync<BackupRefusedException>(() => BackUpAsync(house, file));
            await house.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99.0')"""));
            await BackUpAsync(house, Path.Combine(directory.Path, "newer.zip"));
        }
        Assert.Contains("newer program", await RefusedAsync(home, "restore", Path.Combine(directory.Path, "newer.zip")));
        Assert.Contains("There is no file", await RefusedAsync(home, "restore", Path.Combine(directory.Path, "nothing.zip")));
        Assert.Contains("damaged", await RefusedAsync(home, "restore", directory.File("text.zip", "This is no backup.")));

        var random = new Random(7);
        var bytes = await File.ReadAllBytesAsync(file);
        for (var i = 0; i < 3; i++)
        {
            var broken = (byte[])bytes.Clone();
            // Sixteen bytes: a single bit may stand where it says nothing.
            for (var (at, end) = (random.Next(2_000, broken.Length / 2), 16); end > 0; end--) broken[at + end] ^= 0xFF;
            await File.WriteAllBytesAsync(Path.Combine(directory.Path, "broken.zip"), broken);
            Assert.Contains("damaged", await RefusedAsync(home, "restore", Path.Combine(directory.Path, "broken.zip")));
        }
        foreach (var change in (Action<ZipArchive>[])[Without("database.db"), Without("attachments/"), With("attachments/../../evil"), With("keys/..\\evil.xml"), Without("manifest.json")])
        {
            var changed = Path.Combine(directory.Path, "changed.zip");
            File.Copy(file, changed, overwrite: true);
            using (var zip = ZipFile.Open(changed, ZipArchiveMode.Update)) change(zip);
            Assert.Contains("damaged", await RefusedAsync(home, "restore", changed));
        }
        Assert.DoesNotContain(Directory.GetFileSystemEntries(home), entry => !entry.EndsWith(".lock", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(directory.Path, "evil")));
    }

    [Fact]
    public async Task What_an_older_program_left_is_brought_to_this_version_for_keeping_mail_back()
    {
        using var home = new TempDirectory();
        await using (var from = new GZipStream(File.OpenRead(Path.Combine(Sources.Tests, "Faults", "Kept", "2026-11-24.db.gz")), CompressionMode.Decompress))
        await using (var to = File.Create(Path.Combine(home.Path, "helpdesk.db"))) await from.CopyToAsync(to);
        Assert.Contains("another version", (await Ran.VerbAsync(home.Path, ["post", "send"])).Error);
        Assert.Equal((0, "Mail is kept back.\n"), await Ran.VerbAsync(home.Path, ["post", "hold"]) is var held ? (held.Status, held.Output) : default);
    }

    [Fact]
    public async Task Who_else_is_on_the_machine_reads_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Left out: it is about the modes of Unix.");
            return;
        }
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var directory = new TempDirectory();
        var (file, home, other) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"), Path.Combine(directory.Path, "other"));
        Assert.Equal(0, (await Ran.VerbAsync(home, ["user", "add", "eve@example.com", "--name", "Eve", "--role", "admin"])).Status);
        Assert.Equal(0, (await Ran.VerbAsync(home, ["backup", file])).Status);
        Assert.Equal(own, File.GetUnixFileMode(file));
        // Who made the directory decides who may look into it.
        Directory.CreateDirectory(other, own | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        Assert.Equal(0, (await Ran.VerbAsync(other, ["restore", file])).Status);
        foreach (var made in (string[])[home, Path.Combine(home, "keys"), Path.Combine(other, "keys")]) Assert.Equal(own | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        Assert.Equal(own | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute, File.GetUnixFileMode(other));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_and_the_rest_is_saved()
    {
        using var directory = new TempDirectory();
        await using var house = new TestHouse(directory: Path.Combine(directory.Path, "home"));
        await UsedAsync(house);
        Directory.Delete(Path.Combine(house.Directory, "attachments"), recursive: true);
        var ran = await Ran.VerbAsync(house.Directory, ["backup", Path.Combine(directory.Path, "desk.zip"), "--json"]);
        Assert.Equal((1, 1), (ran.Status, JsonDocument.Parse(ran.Output).RootElement.GetProperty("missing").GetInt32()));
        Assert.Contains("verify says which", ran.Error);
        Assert.True(File.Exists(Path.Combine(directory.Path, "desk.zip")));
    }

    [Fact]
    public async Task While_a_backup_is_made_no_file_is_swept()
    {
        await using var house = new TestHouse();
        await UsedAsync(house);
        var kept = await house.Services.GetRequiredService<Domain.Tickets.AttachmentFiles>().KeepAsync(new MemoryStream([9]), "nobodys", "text/plain", CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromDays(9));
        var place = Path.Combine(house.Directory, "attachments", kept!.Sha256[..2], kept.Sha256);
        using (await Housekept.StopAsync(new Web.Wiring.DataDirectories(house.Directory), CancellationToken.None))
            await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.True(File.Exists(place));
        await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.False(File.Exists(place));
    }

    [Fact]
    public async Task A_backup_waits_for_a_sweep_that_is_under_way()
    {
        using var directory = new TempDirectory();
        await using var house = new TestHouse();
        await UsedAsync(house);
        Task<BackupManifest> making;
        using (Housekept.TryBegin(new Web.Wiring.DataDirectories(house.Directory)))
        {
            making = BackUpAsync(house, Path.Combine(directory.Path, "desk.zip"));
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.False(making.IsCompleted);
        }
        Assert.Equal(1, (await making).Tickets);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_that_comes_with_the_backup_begins_anew_or_ends(bool sendMail)
    {
        using var directory = new TempDirectory();
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        await using (var house = new TestHouse())
        {
            await house.GetCastAsync();
            await house.Services.GetRequiredService<PostCommands>().HoldAsync(CancellationToken.None);
            await BackUpAsync(house, file);
        }
        Assert.Equal(0, (await Ran.VerbAsync(home, sendMail ? ["restore", file, "--send-mail"] : ["restore", file])).Status);
        await using var back = new TestHouse(directory: home);
        var holds = await back.ReadAsync(db => db.MailHolds.Select(h => h.Since).ToListAsync());
        if (sendMail) Assert.Empty(holds);
        else Assert.NotEqual(TestHouse.Monday, Assert.Single(holds));
    }

    [Fact]
    public async Task A_database_on_a_disk_of_its_own_is_put_aside_and_back_as_well()
    {
        TestDisk.IsNeeded("a disk of its own");
        using var directory = new TempDirectory();
        using var disk = TestDisk.Small(32);
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        var elsewhere = new Dictionary<string, string> { ["ConnectionStrings:HelpDesk"] = $"Data Source={Path.Combine(disk.Path, "helpdesk.db")}" };
        Assert.Equal(0, (await Ran.VerbAsync(home, ["user", "add", "eve@example.com", "--name", "Eve", "--role", "admin"], elsewhere)).Status);
        Assert.Equal(0, (await Ran.VerbAsync(home, ["backup", file], elsewhere)).Status);
        Assert.Equal(0, (await Ran.VerbAsync(home, ["user", "add", "nora@example.com", "--name", "Nora", "--role", "agent"], elsewhere)).Status);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var restored = await Ran.VerbAsync(home, ["restore", file, "--force"], elsewhere);
        Assert.True(restored.Status == 0, restored.Error);
        Assert.True(File.Exists(Path.Combine(Assert.Single(Directory.GetDirectories(home, "before-restore-*")), "helpdesk.db")));
        await using (var back = new TestHouse(elsewhere, home))
        {
            var addresses = await back.ReadAsync(db => db.Users.Select(p => p.Email).ToListAsync());
            Assert.Contains("eve@example.com", addresses);
            Assert.DoesNotContain("nora@example.com", addresses);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task What_cannot_be_put_aside_leaves_everything_where_it_was()
    {
        TestDisk.IsNeeded("a directory that cannot be renamed");
        using var directory = new TempDirectory();
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        await using (var house = new TestHouse(directory: home))
        {
            await UsedAsync(house);
            await BackUpAsync(house, file);
        }
        // A disk that is mounted there is what nobody may rename.
        Directory.CreateDirectory(Path.Combine(home, "mail"));
        using (TestDisk.At(Path.Combine(home, "mail")))
        {
            var before = Directory.GetFileSystemEntries(home).Order().ToList();
            Assert.Contains("moved away by hand", await RefusedAsync(home, "restore", file, "--force"));
            Assert.Equal(before, Directory.GetFileSystemEntries(home).Order());
            // What is left of a restore that broke off is no desk, and must not become one.
            var mark = new Web.Wiring.DataDirectories(home).RestoreMark;
            File.Move(Path.Combine(home, "helpdesk.db"), Path.Combine(directory.Path, "helpdesk.db"));
            await File.WriteAllTextAsync(mark, "before-restore");
            await RefusedAsync(home, "restore", file, "--force");
            Assert.True(File.Exists(mark));
            File.Delete(mark);
            File.Move(Path.Combine(directory.Path, "helpdesk.db"), Path.Combine(home, "helpdesk.db"));
            await using var still = new TestHouse(directory: home);
            Assert.Equal(1, await still.ReadAsync(db => db.Tickets.CountAsync()));
            Assert.Empty(await FindingWhatIsWrong.FoundAsync(still));
        }
    }

    [Fact]
    public async Task A_disk_that_the_restored_database_does_not_fit_on_keeps_what_it_has()
    {
        TestDisk.IsNeeded("a small disk");
        using var directory = new TempDirectory();
        using var disk = TestDisk.Small(4);
        var (file, home) = (Path.Combine(directory.Path, "desk.zip"), Path.Combine(directory.Path, "home"));
        var live = Path.Combine(disk.Path, "helpdesk.db");
        var elsewhere = new Dictionary<string, string> { ["ConnectionStrings:HelpDesk"] = $"Data Source={live}" };
        await using (var house = new TestHouse())
        {
            await house.GetCastAsync();
            await BackUpAsync(house, file);
        }
        await File.WriteAllTextAsync(live, "What was here.");
        Assert.True((await Ran.VerbAsync(Path.Combine(directory.Path, "elsewhere"), ["restore", file])).Status == 0);
        // Less than the database that comes.
        var room = new FileInfo(Path.Combine(directory.Path, "elsewhere", "helpdesk.db")).Length / 2;
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[(4 << 20) - room]);
        var refused = await Ran.VerbAsync(home, ["restore", file, "--force"], elsewhere);
        Assert.True(refused.Status == 1, refused.Error);
        Assert.Contains("room", refused.Error);
        Assert.Equal("What was here.", await File.ReadAllTextAsync(live));
        Assert.Equal([filler, live], Directory.GetFileSystemEntries(disk.Path).Order());
        Assert.DoesNotContain(Directory.GetFileSystemEntries(home), entry => !entry.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_a_disk_does_not_take_names_that_disk()
    {
        TestDisk.IsNeeded("a full disk");
        await using var house = new TestHouse();
        await house.GetCastAsync();
        using var disk = TestDisk.Small(1);
        using var filler = disk.Fill();
        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => BackUpAsync(house, Path.Combine(disk.Path, "desk.zip")));
        Assert.Contains(disk.Path, refused.Message);
        Assert.Single(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task A_backup_on_a_disk_that_fills_leaves_nothing_on_it()
    {
        TestDisk.IsNeeded("a full disk");
        await using var house = new TestHouse();
        var (_, hash) = await UsedAsync(house);
        using var disk = TestDisk.Small(1);
        await using (var backup = new BackupWriter(Path.Combine(disk.Path, "desk.zip")))
        {
            using var noise = new MemoryStream(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4 << 20));
            await Assert.ThrowsAsync<IOException>(() => backup.AddAsync("noise", noise, CancellationToken.None));
        }
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_refused_with_a_sentence()
    {
        using var directory = new TempDirectory();
        var file = directory.File("desk.zip", "Somebody else writes this.");
        await using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("cannot be restored", await RefusedAsync(Path.Combine(directory.Path, "home"), "restore", file));
    }

    /// <summary>A pending ticket with a file, its last mails owed and not sent.</summary>
    private static async Task<(long Number, string Hash)> UsedAsync(TestHouse house)
    {
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        Assert.True((await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", "See the log.").Attach("files", "log.txt", "It prints stripes."u8.ToArray()).SubmitAsync()).IsRedirect);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it?"));
        return (number, await house.ReadAsync(db => db.Attachments.Select(a => a.Sha256).SingleAsync()));
    }

    private static Task<BackupManifest> BackUpAsync(TestHouse house, string file) => house.Services.GetRequiredService<Backups>().SaveAsync(file, CancellationToken.None);

    private static async Task<string> RefusedAsync(string home, params string[] words)
    {
        var ran = await Ran.VerbAsync(home, words);
        Assert.True(ran.Status == 1, $"{ran.Status} {ran.Output} {ran.Error}");
        return ran.Error;
    }

    private static Action<ZipArchive> Without(string name) => zip => zip.Entries.First(entry => entry.FullName.StartsWith(name, StringComparison.Ordinal)).Delete();

    private static Action<ZipArchive> With(string name) => zip => zip.CreateEntry(name).Open().Dispose();
}
