using HelpDesk.Tests.House;
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
        Assert.Matches(@"2\s*The same", (await mia.GetAsync($"{Draft}/replay")).Text);

        // Resolving asks for a note now: what Sasha did would be refused.
        await (await mia.GetAsync($"{Draft}?at=steps/resolve")).Form($"{Draft}/parts/steps/resolve").Tick("requires", "reply", "note", "resolution").SubmitAsync();
        await (await mia.GetAsync($"{Draft}?at=steps/start")).Form($"{Draft}/parts/steps/start").Fill("effects[0].what", "").SubmitAsync();
        var page = await mia.GetAsync($"{Draft}/replay?last=50");
        Assert.Matches(@"1\s*Something that somebody did would be refused", page.Text);
        Assert.Contains($"#{resolved} · Resolve: Write a note that says why.", page.Text);
        Assert.Matches(@"1\s*The same way, with other mails or surveys", page.Text);
        Assert.Contains("−", page.Text);
        Assert.Equal("resolved", (await house.TicketAsync(resolved)).State);
        house.Queries.Reset();
        await mia.GetAsync($"{Draft}/replay");
        Assert.InRange(house.Queries.Count, 1, 16);
    }
}
