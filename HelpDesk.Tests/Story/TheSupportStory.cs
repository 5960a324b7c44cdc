using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Story;

/// <summary>The story that must always work, told through the pages.</summary>
public sealed class TheSupportStory
{
    [Fact]
    public async Task Carl_asks_Sasha_asks_back_resolves_and_Carl_rates()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);

        var number = await carl.FilesAsync("The printer prints stripes");
        await house.SettleAsync();
        Assert.Equal(Phase.Open, (await house.TicketAsync(number)).Phase);
        Assert.Contains("Received", (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        Assert.Equal(["received"], await LettersAsync(house, Cast.Carl));
        Assert.Equal(["new-request"], await LettersAsync(house, Cast.Sasha));

        await sasha.AssignsToSelfAsync(number);
        Assert.Contains("Being worked on", (await carl.GetAsync($"/portal/tickets/{number}")).Text);

        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        await house.SettleAsync();
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        Assert.Contains("Which printer is it, please?", (await house.PostForAsync(Cast.Carl))[^1].Text);
        Assert.Contains($"/portal/tickets/{number}", (await house.PostForAsync(Cast.Carl))[^1].Text);

        await house.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal("reminder", (await LettersAsync(house, Cast.Carl))[^1]);

        Assert.Equal(number, await carl.RepliesAsync(number, "It is the one on the second floor."));
        await house.SettleAsync();
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);
        Assert.Equal("customer-replied", (await LettersAsync(house, Cast.Sasha))[^1]);
        await house.PassAsync(TimeSpan.FromDays(8));
        Assert.Single(await LettersAsync(house, Cast.Carl), letter => letter == "reminder");

        await sasha.DoesAsync(number, "resolve", ("reply", "We cleaned the drum. It prints well again."), ("fields[resolution]", "fixed"));
        await house.SettleAsync();
        Assert.Equal("reply", (await LettersAsync(house, Cast.Carl))[^1]);
        await house.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("survey", (await LettersAsync(house, Cast.Carl))[^1]);

        var stranger = house.Stranger();
        var survey = await stranger.GetAsync(await house.SurveyLinkAsync(Cast.Carl));
        var thanks = await survey.Form("/survey/").Fill("score", "5").Fill("comment", "Quick and friendly.").SubmitAsync();
        Assert.True(thanks.IsRedirect, thanks.Text);

        var ticket = await house.TicketAsync(number);
        Assert.Equal((Phase.Closed, 5), (ticket.Phase, ticket.Satisfaction));
        var mia = await house.SignedInAsync(Cast.Mia);
        var answers = (await mia.GetAsync("/manage/surveys")).Text;
        Assert.Contains("Quick and friendly.", answers);
        Assert.Contains("Closed", (await mia.GetAsync("/manage/workflows/support")).Text);
    }

    [Fact]
    public async Task An_unanswered_question_is_reminded_twice_and_resolved_and_closed_by_time()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.PendingTicketAsync(carl, sasha);

        for (var day = 0; day < 6; day++) await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, (await LettersAsync(house, Cast.Carl)).Count(letter => letter == "reminder"));
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);

        await house.PassAsync(TimeSpan.FromDays(1));
        var resolved = await house.TicketAsync(number);
        Assert.Equal((Phase.Resolved, "no-answer"), (resolved.Phase, resolved.Fields["resolution"].Text));
        Assert.Contains("resolved-unanswered", await LettersAsync(house, Cast.Carl));

        await house.PassAsync(TimeSpan.FromDays(5));
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);
        Assert.Equal(2, (await LettersAsync(house, Cast.Carl)).Count(letter => letter == "reminder"));
    }

    [Fact]
    public async Task A_reply_to_a_resolved_ticket_reopens_it_and_one_to_a_closed_one_files_a_follow_up()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.ResolvedTicketAsync(carl, sasha);

        Assert.Equal(number, await carl.RepliesAsync(number, "The stripes are back."));
        var reopened = await house.TicketAsync(number);
        Assert.Equal((Phase.Assigned, 1), (reopened.Phase, reopened.Reopenings));
        Assert.False(reopened.Fields.ContainsKey("resolution"));

        await sasha.DoesAsync(number, "resolve", ("reply", "A new drum is in."), ("fields[resolution]", "fixed"));
        await house.PassAsync(TimeSpan.FromDays(5));
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);

        carl = await house.SignedInAsync(Cast.Carl);
        var next = await carl.RepliesAsync(number, "Now the paper jams.");
        Assert.NotEqual(number, next);
        var followUp = await house.TicketAsync(next);
        var old = await house.TicketAsync(number);
        Assert.Equal((old.Id, old.CustomerId, old.TeamId, Phase.Open), (followUp.FollowUpOf, followUp.CustomerId, followUp.TeamId, followUp.Phase));
        Assert.Contains(number.ToString(), (await carl.GetAsync($"/portal/tickets/{next}")).Text);
        sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains(number.ToString(), (await sasha.GetAsync($"/desk/tickets/{next}")).Text);
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task Every_timer_of_the_story_can_be_made_to_happen_now()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.PendingTicketAsync(carl, sasha);

        await FireFirstAsync(sasha, number);
        await house.SettleAsync();
        Assert.Equal("reminder", (await LettersAsync(house, Cast.Carl))[^1]);
        await carl.RepliesAsync(number, "The second floor.");
        await sasha.DoesAsync(number, "resolve", ("reply", "Done."), ("fields[resolution]", "answered"));
        await FireFirstAsync(sasha, number);
        await house.SettleAsync();
        Assert.Equal("survey", (await LettersAsync(house, Cast.Carl))[^1]);
        await FireFirstAsync(sasha, number);
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);

        var fired = await house.ReadAsync(db => db.TicketEvents.AsNoTracking().Where(e => e.Kind == EventKind.TimerFired).ToListAsync());
        Assert.Equal(3, fired.Count);
        Assert.All(fired, e => Assert.NotNull(e.By));
    }

    private static async Task FireFirstAsync(Visitor staff, long number)
    {
        var page = await (await staff.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/timers/").SubmitAsync();
        Assert.True(page.IsRedirect, $"{(int)page.Status} {page.Text}");
    }

    private static async Task<List<string>> LettersAsync(TestHouse house, string email) => [.. (await house.PostForAsync(email)).Select(m => m.Letter)];
}
