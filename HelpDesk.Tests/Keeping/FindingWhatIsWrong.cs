using System.Text.Json;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Verifying;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Keeping;

/// <summary>What <c>verify</c> says of a desk that something was done to behind its back.</summary>
public sealed class FindingWhatIsWrong
{
    [Fact]
    public async Task A_desk_that_was_only_used_has_nothing_wrong()
    {
        await using var house = new TestHouse();
        await UsedAsync(house);
        Assert.Empty(await FoundAsync(house));
    }

    [Theory]
    [InlineData("""UPDATE "TicketEvents" SET "By" = NULL WHERE "Sequence" = 4 AND "TicketId" = {0}""", "chain")]
    [InlineData("""UPDATE "TicketEvents" SET "At" = "At" + 1 WHERE "Sequence" = 2 AND "TicketId" = {0}""", "chain")]
    [InlineData("""UPDATE "Tickets" SET "LastHash" = NULL WHERE "Id" = {0}""", "chain")]
    [InlineData("""UPDATE "Tickets" SET "State" = 'resolved', "Phase" = 4 WHERE "Id" = {0}""", "state")]
    [InlineData("""UPDATE "Tickets" SET "Phase" = 5 WHERE "Id" = {0}""", "state")]
    [InlineData("""UPDATE "Tickets" SET "Entry" = "Entry" + 1 WHERE "Id" = {0}""", "entry")]
    [InlineData("""UPDATE "Tickets" SET "EnteredAt" = "EnteredAt" + 60000000 WHERE "Id" = {0}""", "entry")]
    [InlineData("""DELETE FROM "TicketEvents" WHERE "Sequence" = 2 AND "TicketId" = {0}""", "sequence", "chain")]
    [InlineData("""DELETE FROM "TicketEvents" WHERE "Sequence" = 1 AND "TicketId" = {0}""", "sequence", "chain", "message")]
    [InlineData("""DELETE FROM "Messages" WHERE "TicketId" = {0} AND "Sequence" = (SELECT MAX("Sequence") FROM "Messages" WHERE "TicketId" = {0})""", "message")]
    [InlineData("""UPDATE "Messages" SET "Sequence" = 400 WHERE "TicketId" = {0} AND "Sequence" = 1""", "message")]
    [InlineData("""UPDATE "Outbox" SET "Sequence" = 400 WHERE "TicketId" = {0}""", "mail")]
    [InlineData("""UPDATE "TicketTimers" SET "Entry" = "Entry" + 7 WHERE "TicketId" = {0}""", "timer")]
    [InlineData("""UPDATE "Tickets" SET "CustomerId" = '00000000-0000-0000-0000-000000000000' WHERE "Id" = {0}""", "foreign-key")]
    public async Task What_was_done_behind_its_back_is_found(string sql, params string[] codes)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it changes rows and files by hand.");
        await using var house = new TestHouse();
        var number = await UsedAsync(house);
        await TamperAsync(house, number, sql);
        var found = await FoundAsync(house);
        Assert.Superset(codes.ToHashSet(), found.Select(f => f.Code).ToHashSet());
        Assert.All(found.Where(f => f.Code != "foreign-key"), f => Assert.Equal($"ticket {number}", f.Place));
    }

    [Fact]
    public async Task The_newest_events_cannot_be_cut_off_with_the_tickets_row_turned_back()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it changes rows and files by hand.");
        await using var house = new TestHouse();
        var number = await UsedAsync(house);
        await TamperAsync(house, number, """DELETE FROM "TicketEvents" WHERE "TicketId" = {0} AND "Sequence" = (SELECT "LastSequence" FROM "Tickets" WHERE "Id" = {0})""");
        await TamperAsync(house, number, """UPDATE "Tickets" SET "LastSequence" = "LastSequence" - 1 WHERE "Id" = {0}""");
        Assert.Contains(await FoundAsync(house), f => f.Code == "chain" && f.Sentence.Contains("cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ticket_that_search_has_lost_is_found_and_so_is_an_entry_of_none()
    {
        await using var house = new TestHouse();
        var number = await UsedAsync(house);
        await house.IndexAsync();
        var fullText = house.Services.GetRequiredService<IFullText>();
        await house.ReadAsync(async db =>
        {
            await fullText.RemoveAsync(db, [number], CancellationToken.None);
            await fullText.PutAsync(db, [new TicketWords(9999, [])], CancellationToken.None);
            return 0;
        });
        Assert.Equal([("search", $"ticket {number}"), ("search", "number 9999")], (await FoundAsync(house)).Select(f => (f.Code, f.Place)));
        // What only waits is not lost.
        await house.Services.GetRequiredService<IndexCommands>().BeginAnewAsync(CancellationToken.None);
        Assert.Empty(await FoundAsync(house));
    }

    [Fact]
    public async Task Files_that_are_gone_changed_or_nobodys_are_found_and_nobodys_are_swept()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it changes rows and files by hand.");
        await using var house = new TestHouse();
        var number = await UsedAsync(house);
        var file = await house.ReadAsync(db => db.Attachments.Select(a => a.Sha256).SingleAsync());
        var place = Path.Combine(house.Directory, "attachments", file[..2], file);
        var bytes = await File.ReadAllBytesAsync(place);

        await File.WriteAllBytesAsync(place, bytes.Reverse().ToArray());
        Assert.Equal(("file-changed", $"attachment {file} of ticket {number}"), Assert.Single(await FoundAsync(house)) is var changed ? (changed.Code, changed.Place) : default);
        File.Delete(place);
        Assert.Equal("file-missing", Assert.Single(await FoundAsync(house)).Code);
        await File.WriteAllBytesAsync(place, bytes);

        var kept = await house.Services.GetRequiredService<AttachmentFiles>().KeepAsync(new MemoryStream([1, 2, 3]), "nobodys.bin", "application/octet-stream", CancellationToken.None);
        var orphan = Path.Combine(house.Directory, "attachments", kept!.Sha256[..2], kept.Sha256);
        File.SetLastWriteTimeUtc(orphan, TestHouse.Monday.UtcDateTime.AddHours(-1));
        File.SetLastWriteTimeUtc(place, TestHouse.Monday.UtcDateTime.AddDays(-9));
        Assert.Empty(await FoundAsync(house));
        await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.True(File.Exists(orphan));
        house.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(("file-orphan", $"file {kept.Sha256}"), Assert.Single(await FoundAsync(house)) is var lost ? (lost.Code, lost.Place) : default);
        await house.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        Assert.Empty(await FoundAsync(house));
        Assert.Equal((false, true), (File.Exists(orphan), File.Exists(place)));
    }

    [Fact]
    public async Task The_verb_prints_a_line_a_finding_and_JSON_for_programs()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it changes rows and files by hand.");
        using var directory = new TempDirectory();
        await using (var house = new TestHouse(directory: directory.Path))
        {
            var number = await UsedAsync(house);
            Assert.Equal((0, "Everything fits.\n"), await Ran.VerbAsync(directory.Path, ["verify"]) is var fine ? (fine.Status, fine.Output) : default);
            await TamperAsync(house, number, """UPDATE "Tickets" SET "Entry" = 9 WHERE "Id" = {0}""");
            var lines = await Ran.VerbAsync(directory.Path, ["verify"]);
            Assert.Equal(1, lines.Status);
            Assert.StartsWith($"entry ticket {number}: It says that it entered 9 states", lines.Output);
            var json = await Ran.VerbAsync(directory.Path, ["verify", "--json"]);
            Assert.Equal(1, json.Status);
            Assert.Equal("entry", JsonDocument.Parse(json.Output).RootElement[0].GetProperty("code").GetString());
        }
        Assert.Equal(2, (await Ran.VerbAsync(Path.Combine(directory.Path, "nothing"), ["verify"])).Status);
    }

    /// <summary>A ticket with much behind it, a file among it, and a second ticket that nobody touches.</summary>
    private static async Task<long> UsedAsync(TestHouse house)
    {
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await house.AssignedTicketAsync(carl, sasha);
        var number = await house.PendingTicketAsync(carl, sasha);
        var page = await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", "See the log.").Attach("files", "log.txt", "It prints stripes."u8.ToArray()).SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        await house.PassAsync(TimeSpan.FromMinutes(1));
        return number;
    }

    internal static Task<int> TamperAsync(TestHouse house, long number, string sql) => house.ReadAsync(async db =>
    {
        var id = await db.Tickets.Where(t => t.Number == number).Select(t => t.Id).SingleAsync();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF");
        try
        {
            return await db.Database.ExecuteSqlRawAsync(sql, id.Value.ToString().ToUpperInvariant());
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=ON");
            await db.Database.CloseConnectionAsync();
        }
    });

    internal static async Task<List<Discrepancy>> FoundAsync(TestHouse house)
    {
        var found = new List<Discrepancy>();
        await foreach (var one in house.Services.GetRequiredService<Verification>().RunAsync(CancellationToken.None)) found.Add(one);
        return found;
    }
}
