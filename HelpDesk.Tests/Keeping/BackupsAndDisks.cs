using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Backups;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static HelpDesk.Tests.Keeping.BackedUp;

namespace HelpDesk.Tests.Keeping;

/// <summary>A disk that is full, too small, or in the place of a directory: nothing is lost, and what is left says what to do.</summary>
public sealed class BackupsAndDisks
{
    public BackupsAndDisks() => TestDatabase.OnlyOn(DatabaseKind.Sqlite, "the other has its data in a server.");

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
}
