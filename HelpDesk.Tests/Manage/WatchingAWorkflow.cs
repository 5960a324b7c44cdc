using System.Net;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Monitoring;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Manage;

/// <summary>Monitoring on the picture: what was counted is what the log says, and opening it costs the same with many tickets.</summary>
public sealed class WatchingAWorkflow
{
    private const string Path = "/manage/workflows/support/monitoring";

    [Fact]
    public async Task Mia_sees_how_often_each_way_is_taken_where_tickets_wait_and_which_they_are()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        Assert.Contains("Nothing happened in this span", (await mia.GetAsync(Path)).Text);
        var number = await house.PendingTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(3));
        await carl.RepliesAsync(number, "The one on the second floor.");
        await sasha.DoesAsync(number, "resolve", ("reply", "We cleaned the drum."), ("fields[resolution]", "fixed"));
        await house.PassAsync(TimeSpan.FromHours(2));
        var survey = await house.SurveyLinkAsync(Cast.Carl);
        await (await carl.GetAsync(survey)).Form(survey).Tick("score", "4").SubmitAsync();
        var waiting = await house.PendingTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(5));

        var page = await mia.GetAsync(Path);
        Assert.DoesNotContain("not counted yet", page.Text);
        Assert.Contains("2 Requests filed", page.Text);
        Assert.Contains("1 Closed", page.Text);
        Assert.Contains("1 Under way now", page.Text);
        Assert.Contains("1 Back from the customer", page.Text);
        // The one that came back had been pending for three hours, the other still is.
        Assert.Contains("Pending Pending 1 5 h 1 3 h3 h60% 0", page.Text);
        Assert.Contains("Ask the customer Assigned Pending 2 0 4.0 1", page.Text);
        Assert.Contains("Half of the stays took no longer than 3 h", page.Document.Body!.InnerHtml);
        Assert.Contains("wf-heat-10", page.Document.Body.InnerHtml);

        var standing = await mia.GetAsync($"{Path}/tickets?state=pending&version=1&days=30");
        Assert.Contains($"#{waiting} ", standing.Text);
        Assert.DoesNotContain($"#{number} ", standing.Text);
        var asked = await mia.GetAsync($"{Path}/tickets?step=ask&from=assigned&version=1&days=30");
        Assert.Contains($"#{number} ", asked.Text);
        Assert.Contains($"#{waiting} ", asked.Text);
        Assert.Contains($"#{number} ", (await mia.GetAsync($"{Path}/tickets?step=start&from=&version=0&days=7")).Text);
        Assert.Contains("None", (await mia.GetAsync($"{Path}/tickets?step=ask&from=pending&version=1&days=30")).Text);

        // Out of the span it goes; what stands there stays.
        await house.PassAsync(TimeSpan.FromDays(9));
        mia = await house.SignedInAsync(Cast.Mia);
        var later = await mia.GetAsync($"{Path}?days=7&version=0&colour=P90");
        Assert.Contains("0 Requests filed", later.Text);
        Assert.Equal("P90", later.Document.QuerySelector("#colour option[selected]")?.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Path}?version=7")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Path}/tickets")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync("/manage/workflows/none/monitoring")).Status);
    }

    [Fact]
    public async Task A_deadline_is_missed_once_where_the_ticket_stood_however_often_one_counts()
    {
        await using var house = await RunningServiceLevels.HouseAsync();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        // Real clocks are finer than the database.
        house.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        var number = await carl.FilesAsync(priority: "urgent");
        await house.PassAsync(TimeSpan.FromMinutes(61));
        await house.PassAsync(TimeSpan.FromMinutes(61));
        await sasha.AssignsToSelfAsync(number);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        await house.SettleAsync();
        Assert.Equal(0, await house.ReadAsync(db => db.Tickets.Uncounted().CountAsync()));
        var missed = await house.ReadAsync(db => db.MissedDeadlines.AsNoTracking().ToListAsync());
        Assert.Equal(("first-reply", "open", TestHouse.Monday.AddHours(1)), missed.Select(m => (m.Clock, m.State, new DateTimeOffset(m.DueAt.Ticks - (m.DueAt.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero))).Single());
        var page = await mia.GetAsync(Path);
        Assert.Contains("1 Missed deadlines", page.Text);
        Assert.Contains($"#{number} ", (await mia.GetAsync(page.Document.QuerySelector("a[href*='missed=true']")!.GetAttribute("href")!)).Text);
    }

    [Fact]
    public async Task What_is_counted_bit_by_bit_is_what_the_whole_log_says_and_what_is_counted_at_once()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var chance = new Random(7);
        List<long> numbers = [];
        for (var round = 0; round < 14; round++)
        {
            if (round < 8) numbers.Add(round % 3 == 0 ? await carl.FilesAsync() : round % 3 == 1 ? await house.AssignedTicketAsync(carl, sasha) : await house.PendingTicketAsync(carl, sasha));
            var number = numbers[chance.Next(numbers.Count)];
            await carl.RepliesAsync(number, $"More of it, {round}.");
            if ((await house.TicketAsync(number)).State == "assigned") await sasha.DoesAsync(number, "ask", ("reply", "And then?"));
            await house.PassAsync(TimeSpan.FromHours(chance.Next(1, 60)));
            (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        }

        var incremental = await BookAsync(house);
        var (steps, dwell, standing) = await LogAsync(house);
        Assert.Equal(steps, await house.ReadAsync(async db => (await db.StepTallies.ToListAsync()).GroupBy(t => (t.From, t.Step, t.To)).Select(g => (g.Key.From, g.Key.Step, g.Key.To, g.Sum(t => t.Taken))).Order().ToList()));
        Assert.Equal(dwell, await house.ReadAsync(async db => (await db.StayTallies.ToListAsync()).GroupBy(t => t.State).Select(g => (g.Key, g.Sum(t => t.Stays().Count), g.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Total))).Order().ToList()));
        Assert.Equal(standing, await house.ReadAsync(async db => (await db.StateLoads.Where(l => l.Tickets > 0).ToListAsync()).Select(l => (l.State, l.Tickets)).Order().ToList()));
        Assert.True(steps.Count >= 5, "The rounds went too few ways to compare.");

        // A database from before anybody counted is counted in the same way.
        await house.ReadAsync(async db =>
        {
            await db.StepTallies.ExecuteDeleteAsync();
            await db.StayTallies.ExecuteDeleteAsync();
            await db.StateLoads.ExecuteDeleteAsync();
            return await db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.CountedSequence, 0));
        });
        await house.SettleAsync();
        Assert.Equal(incremental, await BookAsync(house));
    }

    [Fact]
    public async Task Many_tickets_cost_no_more_queries_and_each_list_has_its_index()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        await house.PendingTicketAsync(carl, sasha);
        var few = await QueriesAsync(house, mia);
        for (var i = 0; i < 10; i++) await house.PendingTicketAsync(carl, sasha);
        Assert.Equal(few, await QueriesAsync(house, mia));
        Assert.InRange(few, 5, 8);

        Assert.Contains("USING INDEX IX_Tickets_CreatedAt", await house.PlanAsync(db => db.Tickets.Uncounted().OrderBy(t => t.CreatedAt).Select(t => t.Id).Take(100)));
        Assert.Contains("USING COVERING INDEX IX_Tickets_WorkflowVersionId_State_EnteredAt", await house.PlanAsync(db => db.Tickets.Where(t => t.WorkflowVersionId == default && t.State == "open").OrderBy(t => t.EnteredAt).Select(t => t.EnteredAt).Take(1)));
        Assert.Contains("IX_TicketEvents_WorkflowVersionId_Step_At", await house.PlanAsync(db => db.TicketEvents.Where(e => e.WorkflowVersionId == default && e.Step == "ask" && e.At >= TestHouse.Monday).OrderByDescending(e => e.At).Select(e => e.TicketId).Take(100)));
    }

    private static async Task<int> QueriesAsync(TestHouse house, Visitor mia)
    {
        await mia.GetAsync(Path);
        house.Queries.Reset();
        Assert.Equal(HttpStatusCode.OK, (await mia.GetAsync(Path)).Status);
        return house.Queries.Count;
    }

    private static async Task<string> BookAsync(TestHouse house) => await house.ReadAsync(async db => string.Join('\n',
        (await db.StepTallies.AsNoTracking().ToListAsync()).Select(t => $"{t.Day:O} {t.From} {t.Step} {t.To} {t.Taken} {t.Returns} {t.Ratings} {t.Stars}")
            .Concat((await db.StayTallies.AsNoTracking().ToListAsync()).Select(t => $"{t.Day:O} {t.State} {t.Buckets} {t.Total} {t.Longest} {t.Missed}"))
            .Concat((await db.StateLoads.AsNoTracking().ToListAsync()).Where(l => l.Tickets != 0).Select(l => $"{l.State} {l.Tickets}")).Order(StringComparer.Ordinal)));

    /// <summary>The same figures by the core's own functions over the whole log.</summary>
    private static async Task<(List<(string, string, string, int)> Steps, List<(string, long, TimeSpan)> Dwell, List<(string, int)> Standing)> LogAsync(TestHouse house)
    {
        var library = house.Services.GetRequiredService<WorkflowLibrary>();
        var log = await house.ReadAsync(async db => await TicketLog.LastAsync(db, (await library.CurrentAsync(db, "support", default)).Compiled, 100, house.Clock.GetUtcNow(), default));
        var stays = Stays.Of(log);
        return (
            [.. StepCounts.Of(log).Where(one => one.Step is not null).GroupBy(one => (one.From ?? "", one.Step!, one.To ?? "")).Select(g => (g.Key.Item1, g.Key.Item2, g.Key.Item3, g.Sum(one => one.Count))).Order()],
            [.. stays.Where(stay => stay.Left is not null).GroupBy(stay => log.States[stay.State]).Select(g => (g.Key, (long)g.Count(), g.Aggregate(TimeSpan.Zero, (sum, stay) => sum + stay.Dwell!.Value))).Order()],
            [.. stays.Where(stay => stay.Left is null).GroupBy(stay => log.States[stay.State]).Select(g => (g.Key, g.Count())).Order()]);
    }
}
