using HelpDesk.Domain.Workflows.Replaying;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Manage.Studio;

public sealed class PlayingPastTickets
{
    private const string Draft = "/manage/workflows/support/draft";

    [Fact]
    public async Task The_draft_says_what_it_would_have_made_of_them_and_nothing_happens_to_them()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var resolved = await house.ResolvedTicketAsync(carl, sasha);
        await house.PendingTicketAsync(carl, sasha);
        await (await mia.GetAsync("/manage/workflows/support")).Form(Draft).SubmitAsync();
        Assert.DoesNotContain("come out", (await mia.GetAsync($"{Draft}/replay")).Text);
        Assert.Matches(@"2\s*The same", (await PlayAsync(mia, 200)).Text);

        // Resolving asks for a note now: what Sasha did would be refused.
        await (await mia.GetAsync($"{Draft}?at=steps/resolve")).Form($"{Draft}/parts/steps/resolve").Tick("requires", "reply", "note", "resolution").SubmitAsync();
        await (await mia.GetAsync($"{Draft}?at=steps/start")).Form($"{Draft}/parts/steps/start").Fill("effects[0].what", "").SubmitAsync();
        Assert.Contains("The draft has been changed since.", (await mia.GetAsync($"{Draft}/replay")).Text);
        var page = await PlayAsync(mia, 50);
        Assert.DoesNotContain("changed since", page.Text);
        Assert.Matches(@"1\s*Something that somebody did would be refused", page.Text);
        Assert.Contains($"#{resolved} · Resolve: Write a note that says why.", page.Text);
        Assert.Matches(@"1\s*The same way, with other mails or surveys", page.Text);
        Assert.Contains("−", page.Text);
        Assert.Equal("resolved", (await house.TicketAsync(resolved)).State);
        house.Queries.Reset();
        await mia.GetAsync($"{Draft}/replay");
        Assert.InRange(house.Queries.Count, 1, 10);
        Assert.Contains("from 1 to 100", (await PlayAsync(mia, 0)).Text);
    }

    [Fact]
    public async Task Many_are_played_in_portions_that_go_on_after_a_kill_and_can_be_stopped()
    {
        await using var house = new TestHouse(new(TestHouse.ManyForms));
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        for (var i = 0; i <= ReplayCommands.Portion; i++) await carl.FilesAsync($"Request {i}");
        await (await mia.GetAsync("/manage/workflows/support")).Form(Draft).SubmitAsync();
        var page = await PlayAsync(mia, 1000);
        Assert.Contains("250 of 251 tickets are played", page.Text);
        Assert.NotNull(page.Document.QuerySelector("[data-live=replay] [data-again]"));

        // Two at once, or one again after a kill: each portion counts once.
        var replays = house.Services.GetRequiredService<ReplayCommands>();
        var id = await house.ReadAsync(db => db.WorkflowReplays.Select(r => r.Id).SingleAsync());
        await Task.WhenAll(replays.GoOnAsync(id, default), replays.GoOnAsync(id, default));
        Assert.Equal(251, await house.ReadAsync(db => db.WorkflowReplays.Select(r => r.Played).SingleAsync()));
        await house.SettleAsync();
        page = await mia.GetAsync($"{Draft}/replay");
        Assert.Contains("How 251 tickets come out", page.Text);
        Assert.Matches(@"251\s*The same", page.Text);
        Assert.Null(page.Document.QuerySelector("[data-again]"));

        await PlayAsync(mia, 251);
        await (await mia.GetAsync($"{Draft}/replay")).Form($"{Draft}/replay/stop").SubmitAsync();
        await house.SettleAsync();
        page = await mia.GetAsync($"{Draft}/replay");
        Assert.Contains("Stopped after 250 of 251 tickets", page.Text);
        Assert.Contains("How 250 tickets come out", page.Text);
    }

    [Fact]
    public async Task One_whose_text_nobody_can_read_any_more_stops()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        await carl.FilesAsync();
        await (await mia.GetAsync("/manage/workflows/support")).Form(Draft).SubmitAsync();
        var draft = await house.ReadAsync(db => db.WorkflowDrafts.AsNoTracking().SingleAsync());
        var id = await house.Services.GetRequiredService<ReplayCommands>().BeginAsync("support", 200, draft.ChangedBy, default);
        await house.ReadAsync(db => db.WorkflowReplays.ExecuteUpdateAsync(set => set.SetProperty(r => r.Json, "{}")));
        Assert.Equal(0, await house.Services.GetRequiredService<DueReplays>().RunAsync(default));
        Assert.False(await house.ReadAsync(db => db.WorkflowReplays.UnderWay().AnyAsync(r => r.Id == id)));
        Assert.Contains("Stopped after 0 of 1 tickets", (await mia.GetAsync($"{Draft}/replay")).Text);
    }

    internal static async Task<Page> PlayAsync(Visitor mia, int last)
    {
        var page = await (await mia.GetAsync($"{Draft}/replay")).Form($"{Draft}/replay").Fill("last", $"{last}").SubmitAsync();
        return await page.FollowAsync();
    }
}
