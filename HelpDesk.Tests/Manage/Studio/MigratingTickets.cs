using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>What becomes of live tickets when Mia publishes: they are migrated, drained or left, and it can be taken back.</summary>
public sealed class MigratingTickets
{
    private const string Workflow = "/manage/workflows/support";
    private const string Draft = $"{Workflow}/draft";
    private const string Publication = $"{Workflow}/publication";

    [Fact]
    public async Task They_come_to_the_new_version_tell_why_and_go_back()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var (pending, assigned) = (await house.PendingTicketAsync(carl, sasha), await house.AssignedTicketAsync(carl, sasha));
        var reminders = await TimersAsync(house, pending);
        var before = (await house.TicketAsync(pending)).ChangedAt;
        await RenamePendingAsync(mia);
        await house.PassAsync(TimeSpan.FromMinutes(5));

        // A state that is gone must be mapped before anything is published.
        var page = await mia.GetAsync(Publication);
        Assert.Contains("2 tickets are under way", page.Text);
        var idle = await page.Form(Publication).Fill("reason", "Clearer words.").SubmitAsync($"{Publication}/check");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, idle.Status);
        Assert.Contains("there is nothing to look at", idle.Text);
        Assert.Equal("Clearer words.", idle.Form(Publication)["reason"]);
        var open = await page.Form(Publication).Fill("reason", "Clearer words.").Tick("way", "Adopt").Fill("map[pending]", "").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, open.Status);
        Assert.Contains("Choose where the tickets in “Pending” go.", open.Text);
        Assert.Equal("Clearer words.", open.Form(Publication)["reason"]);
        var looked = await open.Form(Publication).Fill("map[pending]", "waiting-for-customer").SubmitAsync($"{Publication}/check");
        Assert.Contains("2 tickets were looked at: all of them can be migrated", looked.Text);
        Assert.Equal(1, await house.ReadAsync(db => db.WorkflowVersions.CountAsync(v => v.Workflow == "support")));

        var done = await looked.Form(Publication).SubmitAsync();
        Assert.Contains("/migrations/", done.Location);
        Assert.Contains("They are being migrated", (await done.FollowAsync()).Text);
        await house.SettleAsync();
        var after = await mia.GetAsync(done.Location);
        Assert.Contains("Done", after.Text);
        Assert.Equal(("waiting-for-customer", Phase.Pending, 2), await WhereAsync(house, pending));
        Assert.Equal(("assigned", Phase.Assigned, 2), await WhereAsync(house, assigned));
        // What was to come, comes when it was to come; the queue keeps its order.
        Assert.Equal(before, (await house.TicketAsync(pending)).ChangedAt);
        Assert.Equal(reminders, await TimersAsync(house, pending));
        var told = (await sasha.GetAsync($"/desk/tickets/{pending}")).Text;
        Assert.Contains("Mia Tanaka brought it from version 1 of Support to version 2, Pending → Waiting for customer", told);
        Assert.Contains("Clearer words.", told);
        Assert.Equal(HttpStatusCode.OK, (await sasha.GetAsync($"/desk/tickets/{pending}/way")).Status);
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync($"/portal/tickets/{pending}")).Status);
        Assert.DoesNotContain("version 2", (await carl.GetAsync($"/portal/tickets/{pending}")).Text);

        // One goes on under the new version, one is filed under it; then all is taken back.
        await carl.RepliesAsync(pending, "Here is the log.");
        Assert.Equal(("assigned", Phase.Assigned, 2), await WhereAsync(house, pending));
        var young = await house.PendingTicketAsync(carl, sasha);
        Assert.Equal(("waiting-for-customer", Phase.Pending, 2), await WhereAsync(house, young));
        var mute = await after.Form($"{done.Location}/undo").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.Status);
        var back = await mute.Form($"{done.Location}/undo").Fill("reason", "Nobody liked it.").SubmitAsync();
        await house.SettleAsync();
        Assert.Contains("Done", (await back.FollowAsync()).Text);
        Assert.Equal(("assigned", Phase.Assigned, 3), await WhereAsync(house, pending));
        Assert.Equal(("pending", Phase.Pending, 3), await WhereAsync(house, young));
        Assert.Equal(3, (await TimersAsync(house, young)).Count);
        Assert.Contains("It was taken back.", (await mia.GetAsync(done.Location)).Text);

        // Any two versions can be held against each other.
        Assert.Contains("“Waiting for customer” is new.", (await mia.GetAsync($"{Workflow}/versions/2")).Text);
        var third = await mia.GetAsync($"{Workflow}/versions/3?against=1");
        Assert.Contains("Nothing: both say the same.", third.Text);
        Assert.Contains("Nobody liked it.", third.Text);
        Assert.Contains("“Waiting for customer” is new.", (await mia.GetAsync($"{Workflow}/versions/1?against=2")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Workflow}/versions/9")).Status);
        Assert.False((await mia.GetAsync(back.Location)).HasForm($"{back.Location}/undo"));
    }

    [Fact]
    public async Task What_cannot_follow_is_listed_with_the_reason_and_stays_until_it_is_mended()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        await house.PublishAsync(("\"fields\": {", "\"fields\": { \"seats\": { \"name\": \"Seats\", \"type\": \"number\", \"setBy\": [\"customer\", \"agent\"] },"));
        var (odd, plain) = (await FilesWithSeatsAsync(carl, "3"), await carl.FilesAsync());
        await BeginAsync(mia);
        await SaveAsync(mia, "fields/seats", form => form.Fill("type", "flag"));

        var asked = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Yes or no.").Tick("way", "Adopt").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains($"#{odd} · Its value of “Seats” does not fit the field as it is defined now.", asked.Text);
        var done = await asked.Form(Publication).Tick("leave", "true").SubmitAsync();
        await house.SettleAsync();
        Assert.Equal((2, 3), ((await WhereAsync(house, odd)).Version, (await WhereAsync(house, plain)).Version));
        Assert.Contains("does not fit the field", (await mia.GetAsync(done.Location)).Text);

        var ticket = await sasha.GetAsync($"/desk/tickets/{odd}");
        Assert.True((await ticket.Form($"/desk/tickets/{odd}/fields").Fill("fields[seats]", "").SubmitAsync()).IsRedirect);
        Assert.True((await (await mia.GetAsync(done.Location)).Form($"{done.Location}/retry").SubmitAsync()).IsRedirect);
        await house.SettleAsync();
        Assert.Equal(3, (await WhereAsync(house, odd)).Version);
    }

    [Fact]
    public async Task A_drained_ticket_follows_after_a_person_s_next_step_and_not_before()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var (pending, assigned) = (await house.PendingTicketAsync(carl, sasha), await house.AssignedTicketAsync(carl, sasha));
        await RenamePendingAsync(mia);
        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Clearer words.").Tick("way", "Drain").Fill("map[pending]", "waiting-for-customer").SubmitAsync();
        await house.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((1, 1), ((await WhereAsync(house, pending)).Version, (await WhereAsync(house, assigned)).Version));
        // The step is decided by the old version, and then it follows.
        await sasha.DoesAsync(assigned, "ask", ("reply", "Which printer?"));
        Assert.Equal(("waiting-for-customer", Phase.Pending, 2), await WhereAsync(house, assigned));
        Assert.Equal(3, (await TimersAsync(house, assigned)).Count);
        await carl.RepliesAsync(pending, "The big one.");
        Assert.Equal(1, (await WhereAsync(house, pending)).Version);
        await sasha.DoesAsync(pending, "ask", ("reply", "The grey one?"));
        Assert.Equal(2, (await WhereAsync(house, pending)).Version);
        Assert.Contains("Done", (await mia.GetAsync(done.Location)).Text);
    }

    [Fact]
    public async Task A_migration_that_is_stopped_or_interrupted_goes_on_where_it_was()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        for (var i = 0; i < 3; i++) await carl.FilesAsync($"Request {i}");
        await BeginAsync(mia);
        await SaveAsync(mia, "states/open", form => form.Fill("name", "New"));
        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "A word.").Tick("way", "Adopt").SubmitAsync();
        var first = await house.ReadAsync(db => db.ToBeMigrated().FirstAsync());
        await MigrateAsync(house, first);
        // The same again changes nothing.
        Assert.IsType<Answer.NotFound>(await MigrateAsync(house, first));
        Assert.True((await (await mia.GetAsync(done.Location)).Form($"{done.Location}/stop").SubmitAsync()).IsRedirect);
        await house.SettleAsync();
        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.Migrated)));
        Assert.Contains("Stopped", (await mia.GetAsync(done.Location)).Text);
        await (await mia.GetAsync(done.Location)).Form($"{done.Location}/retry").SubmitAsync();
        await house.SettleAsync();
        Assert.Equal(3, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.Migrated)));
        Assert.NotNull((await house.ReadAsync(db => db.WorkflowMigrations.SingleAsync())).FinishedAt);

        // After thirty days it stays.
        await house.PassAsync(TimeSpan.FromDays(31));
        mia = await house.SignedInAsync(Cast.Mia);
        Assert.False((await mia.GetAsync(done.Location)).HasForm($"{done.Location}/undo"));
    }

    [Theory]
    [InlineData("Adopt", false)]
    [InlineData("Drain", false)]
    [InlineData("Drain", true)]
    public async Task It_ends_also_when_the_last_ticket_goes_before_its_turn(string way, bool isSpam)
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var first = await house.AssignedTicketAsync(carl, sasha);
        var last = await carl.FilesAsync("No longer needed");
        await BeginAsync(mia);
        await SaveAsync(mia, "states/open", form => form.Fill("name", "New"));
        await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "A word.").Tick("way", way).SubmitAsync();
        if (way == "Adopt") await MigrateAsync(house, (await house.TicketAsync(first)).Id);
        else await sasha.DoesAsync(first, "ask", ("reply", "Which printer?"));
        Assert.Null((await house.ReadAsync(db => db.WorkflowMigrations.SingleAsync())).FinishedAt);
        var gone = isSpam
            ? await (await sasha.GetAsync($"/desk/tickets/{last}")).Form($"/desk/tickets/{last}/spam").SubmitAsync()
            : await (await carl.GetAsync($"/portal/tickets/{last}")).Form($"/portal/tickets/{last}/steps/withdraw").SubmitAsync();
        Assert.True(gone.IsRedirect, gone.Text);
        await house.SettleAsync();
        Assert.Equal((2, 1), ((await WhereAsync(house, first)).Version, (await WhereAsync(house, last)).Version));
        Assert.NotNull((await house.ReadAsync(db => db.WorkflowMigrations.SingleAsync())).FinishedAt);
    }

    [Fact]
    public async Task A_ticket_that_was_filed_at_the_moment_of_an_undo_follows()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        await PublishedAsync(mia, "New");
        var undone = $"{Workflow}/migrations/{await house.ReadAsync(db => db.WorkflowMigrations.Select(m => m.Id).SingleAsync())}";
        var at = (await (await mia.GetAsync(undone)).Form($"{undone}/undo").Fill("reason", "Nobody liked it.").SubmitAsync()).Location;
        var number = await carl.FilesAsync();
        await PutOnAsync(house, number, 2);
        await house.SettleAsync();
        Assert.Equal(3, (await WhereAsync(house, number)).Version);
        Assert.NotNull((await house.ReadAsync(db => db.WorkflowMigrations.SingleAsync(m => m.Undoes != null))).FinishedAt);

        // One that comes after the end is not said to be on its way: somebody lets it go on.
        await PutOnAsync(house, number, 2);
        await house.ReadAsync(db => db.MigratedTickets.ExecuteDeleteAsync());
        var page = await mia.GetAsync(at);
        Assert.Contains("Stopped", page.Text);
        Assert.True((await page.Form($"{at}/retry").SubmitAsync()).IsRedirect);
        await house.SettleAsync();
        Assert.Equal(3, (await WhereAsync(house, number)).Version);
        Assert.Contains("Done", (await mia.GetAsync(at)).Text);
    }

    [Fact]
    public async Task One_that_a_newer_version_overtook_stops()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        var number = await carl.FilesAsync();
        await PublishedAsync(mia, "New");
        await PublishedAsync(mia, "Arrived");
        // As two managers leave it, of whom one lets the older go on while the other publishes.
        await house.ReadAsync(db => db.WorkflowMigrations.ExecuteUpdateAsync(set => set.SetProperty(m => m.StoppedAt, (DateTimeOffset?)null)));
        await house.SettleAsync();
        Assert.Equal(3, (await WhereAsync(house, number)).Version);
        Assert.Equal([(2, true, false), (3, false, true)], await house.ReadAsync(async db => (await db.WorkflowMigrations.OrderBy(m => m.TargetNumber).ToListAsync())
            .ConvertAll(m => (m.TargetNumber, m.StoppedAt is not null, m.FinishedAt is not null))));
    }

    private static async Task<string> PublishedAsync(Visitor mia, string word)
    {
        await BeginAsync(mia);
        await SaveAsync(mia, "states/open", form => form.Fill("name", word));
        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "A word.").Tick("way", "Adopt").SubmitAsync();
        Assert.True(done.IsRedirect, done.Text);
        return done.Location;
    }

    private static Task<int> PutOnAsync(TestHouse house, long number, int version) => house.ReadAsync(async db =>
    {
        var id = await db.WorkflowVersions.Where(v => v.Workflow == "support" && v.Number == version).Select(v => v.Id).SingleAsync();
        return await db.Tickets.Where(t => t.Number == number).ExecuteUpdateAsync(set => set.SetProperty(t => t.WorkflowVersionId, id));
    });

    private static async Task<Answer> MigrateAsync(TestHouse house, TicketId id)
    {
        await using var scope = house.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TicketCommands>().MigrateDueAsync(id, CancellationToken.None);
    }

    private static async Task<(string State, Phase Phase, int Version)> WhereAsync(TestHouse house, long number)
    {
        var ticket = await house.TicketAsync(number);
        return (ticket.State, ticket.Phase, await house.ReadAsync(db => db.WorkflowVersions.Where(v => v.Id == ticket.WorkflowVersionId).Select(v => v.Number).SingleAsync()));
    }

    private static Task<List<(string, int, DateTimeOffset)>> TimersAsync(TestHouse house, long number) => house.ReadAsync(async db =>
        (await (from t in db.Tickets where t.Number == number join x in db.TicketTimers on t.Id equals x.TicketId where x.Entry == t.Entry && x.Fate == TimerFate.Armed orderby x.DueAt, x.Key select x).ToListAsync())
        .ConvertAll(x => (x.Key, x.Occurrence, x.DueAt)));

    /// <summary>A draft in which “Pending” has made place for a state of the same phase under another key.</summary>
    internal static async Task RenamePendingAsync(Visitor mia)
    {
        await BeginAsync(mia);
        var text = (await mia.GetAsync($"{Draft}/text")).Form($"{Draft}/text");
        var json = Regex.Replace(text["json"].Replace("\"pending\"", "\"waiting-for-customer\"", StringComparison.Ordinal), "\"phase\"(\\s*):(\\s*)\"waiting-for-customer\"", "\"phase\"$1:$2\"pending\"")
            .Replace("\"Pending\"", "\"Waiting for customer\"", StringComparison.Ordinal);
        var page = await text.Fill("json", json).SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
    }

    private static Task<Page> BeginAsync(Visitor mia) => PostAsync(mia, Workflow, Draft);

    private static async Task<long> FilesWithSeatsAsync(Visitor carl, string seats)
    {
        var page = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "Chairs").Fill("body", "We need them.").Fill("Fields[seats]", seats).SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        return long.Parse(page.Location.Split('/', '?').Last(part => part.Length > 0 && part.All(char.IsDigit)));
    }
}
