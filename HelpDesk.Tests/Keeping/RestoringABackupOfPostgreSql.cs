using System.IO.Compression;
using System.Text;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Tests.Faults;
using HelpDesk.Tests.House;
using HelpDesk.Web.Backups;
using HelpDesk.Web.Timetable;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Keeping;

/// <summary>A backup of a desk on PostgreSQL, put into another database.</summary>
public sealed class RestoringABackupOfPostgreSql
{
    [Fact]
    public async Task Everything_is_back_and_what_was_there_lies_in_a_schema_of_its_own()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "the other has a test of its own.");
        using var place = new TempDirectory();
        var file = Path.Combine(place.Path, "desk.zip");
        var bytes = new byte[700_000];
        Random.Shared.NextBytes(bytes);
        long number;
        await using (var house = new TestHouse())
        {
            var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
            number = await house.AssignedTicketAsync(carl, sasha);
            Assert.True((await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", "See the log.").Attach("files", "log.bin", bytes).SubmitAsync()).IsRedirect);
            await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it?"));
            var made = await house.Services.GetRequiredService<Backups>().SaveAsync(file, CancellationToken.None);
            Assert.Equal((1, 0, "PostgreSql"), (made.Tickets, made.Missing, made.Database));
            Assert.Contains("stop every node first", (await ProgramAsync(place.Path, TestDatabase.For(house.Directory), "restore", file, "--force")).Error);
        }

        var connection = TestDatabase.Empty();
        var restored = await ProgramAsync(place.Path, connection, "restore", file);
        Assert.True(restored.Status == 0, restored.Error);
        Assert.Equal((0, "Everything fits.\n"), await ProgramAsync(place.Path, connection, "verify") is var fine ? (fine.Status, fine.Output) : default);
        await using (var back = new TestHouse(new() { ["ConnectionStrings:HelpDesk"] = connection }, place.Path) { Clock = new(TestHouse.Monday.AddDays(3)) })
        {
            Assert.True(await back.ReadAsync(db => db.MailHolds.AnyAsync()));
            Assert.True(await back.ReadAsync(db => db.HeldMails().AnyAsync()));
            var carl = await back.SignedInAsync(Cast.Carl);
            var attachment = await back.ReadAsync(db => db.Attachments.Select(a => a.Id).SingleAsync());
            Assert.Equal(bytes, await (await carl.Http.GetAsync($"/portal/attachments/{attachment}")).Content.ReadAsByteArrayAsync());
            // Numbers go on where they were.
            Assert.Equal(number + 1, await carl.FilesAsync());
            Assert.True(await back.ReadAsync(db => db.Set<DataProtectionKey>().AnyAsync()));
            Assert.Equal(1, await back.ReadAsync(db =>
            {
                db.Set<DataProtectionKey>().Add(new() { FriendlyName = "the next", Xml = "<key />" });
                return db.SaveChangesAsync();
            }));
            await back.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        }
        Assert.Contains("there is data", (await ProgramAsync(place.Path, connection, "restore", file)).Error.ToLowerInvariant());
        var again = await ProgramAsync(place.Path, connection, "restore", file, "--force", "--send-mail");
        Assert.True(again.Status == 0, again.Error);
        Assert.Contains("schema before_restore_", again.Output);
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        Assert.Equal(1L, await CountAsync(database, "SELECT count(*) FROM \"Tickets\""));
        Assert.Equal(0L, await CountAsync(database, "SELECT count(*) FROM \"MailHold\""));
        await using var find = new NpgsqlCommand("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'", database);
        var aside = (string)(await find.ExecuteScalarAsync())!;
        Assert.Equal(2L, await CountAsync(database, $"SELECT count(*) FROM {aside}.\"Tickets\""));
    }

    [Fact]
    public async Task The_next_restore_drops_what_a_killed_one_left_and_nothing_else()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "on SQLite the mark of a restore says that it broke off.");
        using var place = new TempDirectory();
        var file = await BackedUpAsync(place);
        var connection = TestDatabase.Empty();
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using (var others = new NpgsqlCommand("CREATE SCHEMA restoring_furniture", database)) await others.ExecuteNonQueryAsync();
        const string leftovers = @"SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restoring\_%' AND nspname <> 'restoring_furniture'";

        Assert.Equal(DeskProcess.Killed, (await Ran.ProgramAsync(place.Path, ["restore", file], new(On(connection)) { ["HelpDesk:Failpoint"] = Failpoint.RestoreUnpacked })).Status);
        Assert.Equal(1L, await CountAsync(database, leftovers));
        var again = await ProgramAsync(place.Path, connection, "restore", file);
        Assert.True(again.Status == 0, again.Error);
        Assert.Equal(0L, await CountAsync(database, leftovers));
        Assert.Equal(1L, await CountAsync(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'restoring_furniture'"));
        Assert.Equal(1L, await CountAsync(database, "SELECT count(*) FROM \"Tickets\""));
    }

    [Fact]
    public async Task While_a_node_starts_or_another_restore_runs_it_is_refused_and_changes_nothing()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "on SQLite a file in the data directory is the lock.");
        using var place = new TempDirectory();
        var file = await BackedUpAsync(place);
        var connection = TestDatabase.Empty();
        await using var database = NpgsqlDataSource.Create(connection);
        await using (await new AdvisoryLock(database).HoldAsync(CancellationToken.None))
        {
            var refused = await ProgramAsync(place.Path, connection, "restore", file);
            Assert.Equal((1, ""), (refused.Status, refused.Output));
            Assert.Contains("wait for that", Assert.Single(refused.Error.Trim().Split('\n')), StringComparison.Ordinal);
        }
        await using var looking = await database.OpenConnectionAsync();
        Assert.Equal(0L, await CountAsync(looking, "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
        var free = await ProgramAsync(place.Path, connection, "restore", file);
        Assert.True(free.Status == 0, free.Error);
    }

    [Fact]
    public async Task A_damaged_one_is_refused_in_one_sentence_and_changes_nothing()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "the other has a test of its own.");
        using var place = new TempDirectory();
        var (file, connection) = (await BackedUpAsync(place), TestDatabase.Empty());
        var (random, bytes) = (new Random(7), await File.ReadAllBytesAsync(file));
        for (var i = 0; i < 5; i++)
        {
            var broken = (byte[])bytes.Clone();
            var (at, length) = PackedRows(bytes, file, "tables/WorkflowVersions.copy");
            var hit = at + random.Next(length - 16);
            for (var flipped = 0; flipped < 16; flipped++) broken[hit + flipped] ^= 0xFF;
            await File.WriteAllBytesAsync(Path.Combine(place.Path, "broken.zip"), broken);
            AssertDamaged(await ProgramAsync(place.Path, connection, "restore", Path.Combine(place.Path, "broken.zip")));
        }
        // Rows that can be unpacked, and that the server cannot read.
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            zip.GetEntry("tables/Tickets.copy")!.Delete();
            await using var rows = zip.CreateEntry("tables/Tickets.copy").Open();
            await rows.WriteAsync(new byte[300_000]);
        }
        AssertDamaged(await ProgramAsync(place.Path, connection, "restore", file));
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        Assert.Equal(0L, await CountAsync(database, "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
    }

    // Where an entry's packed bytes are in the archive. Elsewhere, as in the head before them, a changed byte may mean nothing.
    private static (int At, int Length) PackedRows(byte[] archive, string path, string name)
    {
        using var zip = ZipFile.OpenRead(path);
        var afterName = archive.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name)) + name.Length;
        var lengthOfExtra = BitConverter.ToUInt16(archive, afterName - name.Length - 2);
        return (afterName + lengthOfExtra, (int)zip.GetEntry(name)!.CompressedLength);
    }

    private static void AssertDamaged(Ran ran)
    {
        Assert.True(ran.Status == 1, $"{ran.Status}: {ran.Output} {ran.Error}");
        var sentence = Assert.Single(ran.Error.Trim().Split('\n'));
        Assert.Contains("is damaged or no backup (", sentence, StringComparison.Ordinal);
        Assert.EndsWith("): take another one.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_server_answers_it_is_refused_in_one_sentence()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "the other has no server.");
        using var place = new TempDirectory();
        var refused = await ProgramAsync(place.Path, $"Host=127.0.0.1;Port={Ports.Free()};Username=x;Password=secret-word", "restore", await BackedUpAsync(place));
        Assert.Equal((2, ""), (refused.Status, refused.Output));
        Assert.Contains("PostgreSQL cannot be reached", Assert.Single(refused.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_no_row_names_are_swept_after_a_day()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "the other has a test of its own.");
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var files = house.Services.GetRequiredService<Domain.Tickets.AttachmentFiles>();
        var kept = await files.KeepAsync(new MemoryStream([1, 2, 3]), "nobodys", "text/plain", CancellationToken.None);
        // The server's own clock says when it was kept, the house lives in another year.
        await house.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"KeptFiles\" SET \"KeptAt\" = {TestHouse.Monday}"));
        await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.True(await files.HasAsync(kept!.Sha256, CancellationToken.None));
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.False(await files.HasAsync(kept.Sha256, CancellationToken.None));
    }

    /// <summary>The backup of a desk with one ticket.</summary>
    private static async Task<string> BackedUpAsync(TempDirectory place)
    {
        var file = Path.Combine(place.Path, "desk.zip");
        await using var house = new TestHouse();
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        await house.Services.GetRequiredService<Backups>().SaveAsync(file, CancellationToken.None);
        return file;
    }

    private static Task<Ran> ProgramAsync(string directory, string connection, params string[] words) => Ran.ProgramAsync(directory, words, On(connection));

    private static Dictionary<string, string> On(string connection) => new() { ["HelpDesk:Database"] = "PostgreSql", ["ConnectionStrings:HelpDesk"] = connection };

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
