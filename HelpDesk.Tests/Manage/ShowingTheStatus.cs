using System.Data.Common;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Tests.House;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Manage;

/// <summary>Mia and Ada see how the house does, and what to do where it does badly.</summary>
public sealed class ShowingTheStatus
{
    [Fact]
    public async Task A_house_that_is_well_says_so_part_by_part()
    {
        await using var house = new TestHouse();
        var page = await (await house.SignedInAsync(Cast.Mia)).GetAsync("/manage/status");
        Assert.DoesNotContain("Something does not work", page.Text, StringComparison.Ordinal);
        foreach (var said in new[] { TestDatabase.IsPostgreSql ? "PostgreSQL 1" : "SQLite 3.", TestDatabase.IsPostgreSql ? "fsync=on, synchronous_commit=on" : "journal_mode=wal, synchronous=2", "Nothing is due", "free", System.Environment.MachineName, ProgramFacts.ShortVersion, ".NET 10" })
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Contains((await house.ReadAsync(async db => (await db.Database.GetAppliedMigrationsAsync()).Last())), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("(something does not work)", (await (await house.SignedInAsync(Cast.Mia)).GetAsync("/manage")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_that_nobody_sends_are_red_here_and_in_the_overview()
    {
        await using var house = new TestHouse();
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        house.Clock.Advance(HouseFacts.LongestWait + TimeSpan.FromSeconds(1));
        var mia = await house.SignedInAsync(Cast.Mia);
        var page = await mia.GetAsync("/manage/status");
        Assert.Contains("Each red line says what to do.", page.Text, StringComparison.Ordinal);
        Assert.Contains("See whether the job “Mails that leave” fails", page.Document.QuerySelector(".status-red")!.TextContent, StringComparison.Ordinal);
        var overview = await mia.GetAsync("/manage");
        Assert.Contains("Something does not work: Outgoing mail.", overview.Text, StringComparison.Ordinal);
        Assert.Equal("/manage/status", overview.Document.QuerySelector(".side-nav .overdue")!.GetAttribute("href"));

        await house.SettleAsync();
        Assert.DoesNotContain("Each red line", (await mia.GetAsync("/manage/status")).Text, StringComparison.Ordinal);
        Assert.Null((await mia.GetAsync("/manage")).Document.QuerySelector(".side-nav .overdue"));
    }

    [Fact]
    public async Task A_mail_server_that_takes_nothing_is_red_with_its_words()
    {
        await using var house = new TestHouse();
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        await house.ReadAsync(async db =>
        {
            foreach (var mail in db.Outbox) mail.Postpone("535 Name or password is wrong", house.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var page = await (await house.SignedInAsync(Cast.Mia)).GetAsync("/manage/status");
        Assert.Contains("No mail can leave: 535 Name or password is wrong", page.Document.QuerySelector(".status-red")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("HelpDesk:Mail:Smtp", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_things_lie_and_what_a_job_died_of_is_for_administrators()
    {
        await using var house = new TestHouse(new() { ["HelpDesk:Jobs"] = "true" });
        await house.GetCastAsync();
        var jobs = house.Services.GetRequiredService<JobHealth>();
        // Its next run is far away, so that no real one overtakes this.
        jobs.Begin("housekeeping");
        jobs.Fail("housekeeping", new IOException("/srv/secret-place is gone"));
        var ada = await (await house.SignedInAsync(Cast.Ada)).GetAsync("/manage/status");
        Assert.Contains("/srv/secret-place is gone", ada.Text, StringComparison.Ordinal);
        Assert.Contains(house.Directory, ada.Text, StringComparison.Ordinal);
        var mia = await (await house.SignedInAsync(Cast.Mia)).GetAsync("/manage/status");
        Assert.Contains("an administrator sees why", mia.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-place", mia.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(house.Directory, mia.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_not_the_database_server_s_is_red()
    {
        await using var house = new TestHouse();
        var facts = await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        Assert.Equal(TestDatabase.IsPostgreSql, facts.Database.ClockAhead is not null);
        Light With(double seconds) => (facts with { Database = facts.Database with { ClockAhead = TimeSpan.FromSeconds(seconds), Took = TimeSpan.Zero } }).DatabaseLight;
        Assert.Equal([Light.Red, Light.Green, Light.Green, Light.Red], new[] { -11, -9, 9.0, 11 }.Select(With));
        var page = await (await house.SignedInAsync(Cast.Mia)).GetAsync("/manage/status");
        Assert.Equal(TestDatabase.IsPostgreSql, page.Text.Contains("the database server’s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_hangfire_has_run_well_is_seen_by_who_did_not_run_it()
    {
        await using var house = new TestHouse(new() { ["HelpDesk:Jobs"] = "true" });
        await house.GetCastAsync();
        var shared = house.Services.GetRequiredService<SharedRuns>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (shared.Read().GetValueOrDefault("due-replays", SharedRun.Unknown).BegunWellAt is null) await Task.Delay(100, patience.Token);
        Assert.InRange(DateTimeOffset.UtcNow - shared.Read()["due-timers"].NextAt!.Value, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(DiskFacts.Low, Light.Green)]
    [InlineData(DiskFacts.Low - 1, Light.Amber)]
    [InlineData(DiskFacts.VeryLow - 1, Light.Red)]
    public void A_disk_that_fills_up_is_seen_before_it_is_full(long free, Light light) => Assert.Equal(light, new DiskFacts("/srv", free, 1L << 40).Light);

    [Fact]
    public void A_mailbox_that_fails_for_a_moment_is_no_alarm()
    {
        MailboxHealth Since(TimeSpan ago) => new("help@acme.test", null, TestHouse.Monday - ago, "broke", TestHouse.Monday);
        Assert.Equal(Light.Amber, Since(TimeSpan.FromMinutes(9)).Light);
        Assert.Equal(Light.Red, Since(TimeSpan.FromMinutes(10)).Light);
    }

    [Fact]
    public async Task The_page_asks_little_and_no_whole_table()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it reads SQLite's plans; the indexes are the same.");
        var asked = new AskedQueries();
        await using var house = new TestHouse { Furnish = services => services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(asked)) };
        var mia = await house.SignedInAsync(Cast.Mia);
        await house.Services.GetRequiredService<MailboxCommands>().PlantAsync("help@acme.test", new() { Host = "127.0.0.1", Port = Ports.Free(), Security = LineSecurity.None, User = "help" }, "secret", CancellationToken.None);
        await mia.GetAsync("/manage/status");
        house.Queries.Reset();
        asked.Queries.Clear();
        await mia.GetAsync("/manage/status");
        Assert.InRange(house.Queries.Count, 1, 16);

        asked.IsOn = false;
        var plans = await house.ReadAsync(db => asked.ExplainAsync(db));
        Assert.NotEmpty(plans);
        // Small tables may be read whole: mailboxes, migrations, the database's own settings. A co-routine is the bounded answer of an inner query.
        var inner = plans.Where(step => step.StartsWith("CO-ROUTINE ", StringComparison.Ordinal) || step.StartsWith("MATERIALIZE ", StringComparison.Ordinal)).Select(step => step.Split(' ')[1]).ToHashSet();
        Assert.DoesNotContain(plans, step => Regex.Match(step, @"^SCAN ([oit]\d?)\b") is { Success: true } scan && !inner.Contains(scan.Groups[1].Value));
    }

    /// <summary>Keeps the queries that are asked, to see by which way the database answers them.</summary>
    private sealed class AskedQueries : DbCommandInterceptor
    {
        public System.Collections.Concurrent.ConcurrentBag<(string Sql, (string Name, object? Value)[] Values)> Queries { get; } = [];

        public bool IsOn { get; set; } = true;

        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            if (IsOn && result.CommandText.Contains("SELECT", StringComparison.Ordinal)) Queries.Add((result.CommandText, [.. result.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
            return result;
        }

        public async Task<List<string>> ExplainAsync(HelpDeskDb db)
        {
            var steps = new List<string>();
            await db.Database.OpenConnectionAsync();
            foreach (var (sql, values) in Queries)
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN " + sql;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                    command.Parameters.Add(parameter);
                }
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
            }
            return steps;
        }
    }
}
