using System.Net;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Staff postpone or skip the timers ahead. The house begins at nine on Monday, 3 March, by the clocks in Berlin.</summary>
public sealed class PuttingTimersOff
{
    private const string Reason = "Carl is on a ship until Thursday.";

    [Fact]
    public async Task A_postponed_timer_fires_at_its_new_time_and_its_other_occurrences_as_before()
    {
        await using var house = new TestHouse();
        var (carl, sasha, number) = await PendingAsync(house);
        var done = await (await PostponingAsync(house, sasha, number, "remind")).Fill("until", "2036-03-06T09:00").Fill("reason", Reason).SubmitAsync();
        Assert.Contains("It is postponed.", (await done.FollowAsync()).Text);
        var page = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("Sasha Lindqvist postponed the timer Reminder (1 of 2) to 6 Mar 2036, 09:00", page);
        Assert.Contains(Reason, page);
        Assert.Contains("1 of 2 · postponed", page);
        Assert.DoesNotContain("2 of 2 · postponed", page);
        Assert.DoesNotContain(Reason, (await carl.GetAsync($"/portal/tickets/{number}")).Text);

        await house.PassAsync(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RemindersAsync(house));
        await house.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RemindersAsync(house));
        await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, await RemindersAsync(house));
    }

    [Fact]
    public async Task A_skipped_timer_never_fires_not_even_when_nobody_ran_for_a_month()
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        var done = await (await SkippingAsync(house, sasha, number, "give-up")).Fill("reason", Reason).SubmitAsync();
        var page = await done.FollowAsync();
        Assert.Contains("It is skipped.", page.Text);
        Assert.Contains("Sasha Lindqvist skipped the timer Resolve unanswered: it does not come due", page.Text);
        Assert.Contains(Reason, page.Text);
        await house.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("pending", (await house.TicketAsync(number)).State);
        Assert.Equal(2, await RemindersAsync(house));
        Assert.Equal(TimerFate.Skipped, await house.ReadAsync(db => db.TicketTimers.Where(t => t.Key == "give-up").Select(t => t.Fate).SingleAsync()));
    }

    [Fact]
    public async Task The_customer_is_told_what_happens_next_as_it_is_now()
    {
        await using var house = new TestHouse();
        var (carl, sasha, number) = await PendingAsync(house);
        Assert.Contains("We remind you on Wednesday 5 March at 09:00, and once more on Friday 7 March at 09:00.", await NextAsync());
        await (await PostponingAsync(house, sasha, number, "remind")).Fill("until", "2036-03-06T09:30").Fill("reason", Reason).SubmitAsync();
        Assert.Contains("We remind you on Thursday 6 March at 09:30, and once more on Friday 7 March at 09:00.", await NextAsync());
        Assert.Contains("If we hear nothing", await NextAsync());
        await (await SkippingAsync(house, sasha, number, "give-up")).Fill("reason", Reason).SubmitAsync();
        Assert.DoesNotContain("If we hear nothing", await NextAsync());

        async Task<string> NextAsync() => (await carl.GetAsync($"/portal/tickets/{number}")).Text;
    }

    [Theory]
    [InlineData("2036-03-03T08:59", Reason, "Choose a time that is still to come.")]
    [InlineData("2036-03-03T09:00", Reason, "Choose a time that is still to come.")]
    [InlineData("2036-03-05T09:00", Reason, "Choose a time after the one at which it is due now.")]
    [InlineData("2037-03-03T09:01", Reason, "Choose a time within a year from now.")]
    [InlineData("9999-12-31T23:59", Reason, "Choose a date and a time.")]
    [InlineData("tomorrow", Reason, "Choose a date and a time.")]
    [InlineData("", Reason, "Choose a date and a time.")]
    [InlineData("2036-03-06T09:00", " ", "Say in a few words why")]
    public async Task What_cannot_be_postponed_so_is_refused_with_all_that_was_typed(string until, string reason, string says)
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        var page = await (await PostponingAsync(house, sasha, number, "remind")).Fill("until", until).Fill("reason", reason).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(says, page.Document.QuerySelector("[role=alert]")!.TextContent);
        Assert.NotNull(page.Document.QuerySelector(page.Document.QuerySelector("[role=alert] a")!.GetAttribute("href")!));
        var form = page.Document.QuerySelector("details[open] form[action$=postponing]")!;
        Assert.Equal(until, form.QuerySelector("[name=until]")!.GetAttribute("value") ?? "");
        Assert.Equal(reason.Trim(), form.QuerySelector("[name=reason]")!.TextContent.Trim());
        Assert.Equal(0, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.TimerPostponed)));
    }

    [Fact]
    public async Task A_reason_is_needed_to_skip_and_has_a_length()
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        var mute = await (await SkippingAsync(house, sasha, number, "give-up")).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.Status);
        Assert.Contains("Say in a few words why", mute.Text);
        var words = new string('x', TicketTimer.MaxReason + 1);
        var endless = await (await SkippingAsync(house, sasha, number, "give-up")).Fill("reason", words).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, endless.Status);
        Assert.Contains("Keep it within 500 characters.", endless.Text);
        Assert.Equal(words, endless.Document.QuerySelector("details[open] [name=reason]")!.TextContent.Trim());
        Assert.True((await (await SkippingAsync(house, sasha, number, "give-up")).Fill("reason", words[1..]).SubmitAsync()).IsRedirect);
    }

    [Fact]
    public async Task Who_comes_too_late_reads_that_somebody_was_quicker_and_keeps_the_reason()
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        var mia = await house.SignedInAsync(Cast.Mia);
        // Skipped by a colleague, fired, and of a stay that is over.
        var late = await PostponingAsync(house, sasha, number, "give-up");
        Assert.True((await (await SkippingAsync(house, mia, number, "give-up")).Fill("reason", Reason).SubmitAsync()).IsRedirect);
        await TooLateAsync(late.Fill("until", "2036-03-20T09:00"));
        late = await SkippingAsync(house, sasha, number, "remind");
        await house.PassAsync(TimeSpan.FromDays(2));
        await TooLateAsync(late);
        late = await SkippingAsync(house, sasha, number, "remind");
        await sasha.DoesAsync(number, "resolve", ("reply", "Done."), ("fields[resolution]", "fixed"));
        await TooLateAsync(late);

        async Task TooLateAsync(Form form)
        {
            var page = await form.Fill("reason", "Too late.").SubmitAsync();
            Assert.Equal(HttpStatusCode.Conflict, page.Status);
            Assert.Contains("Somebody was quicker", page.Text);
            Assert.Equal("Too late.", page.Document.QuerySelector("#kept")!.TextContent);
        }
    }

    [Fact]
    public async Task A_double_click_is_one_command()
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        var form = (await SkippingAsync(house, sasha, number, "remind")).Fill("reason", Reason);
        Assert.True((await form.SubmitAsync()).IsRedirect);
        Assert.True((await form.SubmitAsync()).IsRedirect);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.TimerSkipped)));
        Assert.Equal(1, await house.ReadAsync(db => db.TicketMessages.CountAsync(m => m.Body == Reason && m.IsInternal)));
    }

    [Fact]
    public async Task Without_its_only_timer_a_ticket_may_wait_for_ever_and_the_page_says_so()
    {
        const string Warning = "without it the ticket may wait for ever";
        await using var house = new TestHouse();
        var (carl, sasha, number) = await PendingAsync(house);
        Assert.DoesNotContain(Warning, (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        await sasha.DoesAsync(number, "resolve", ("reply", "Done."), ("fields[resolution]", "fixed"));
        Assert.DoesNotContain(Warning, (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        await house.PassAsync(TimeSpan.FromHours(1));
        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.Contains("the desk has no step that leads out of Resolved: " + Warning, page.Text);
        Assert.True((await (await SkippingAsync(house, sasha, number, "close")).Fill("reason", Reason).SubmitAsync()).IsRedirect);
        await house.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal("resolved", (await house.TicketAsync(number)).State);
        await carl.RepliesAsync(number, "It still does it.");
        Assert.Equal("assigned", (await house.TicketAsync(number)).State);
    }

    [Fact]
    public async Task A_message_counts_anew_but_what_people_decided_holds()
    {
        await using var house = new TestHouse();
        const string Assigned = "\"assigned\": { \"name\": \"Assigned\", \"phase\": \"assigned\", \"customerSees\": \"Being worked on\"";
        await house.PublishAsync((Assigned + " }", Assigned + ", \"timers\": { \"waiting\": { \"after\": \"2d\", \"anchor\": \"last-customer-message\", \"repeat\": 2, \"effects\": [ { \"mail\": \"still-unassigned\", \"to\": \"assignee\" } ] } } }"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await (await PostponingAsync(house, sasha, number, "waiting")).Fill("until", "2036-03-13T09:00").Fill("reason", Reason).SubmitAsync();
        await (await SkippingAsync(house, sasha, number, "waiting", occurrence: 2)).Fill("reason", Reason).SubmitAsync();
        await house.PassAsync(TimeSpan.FromDays(1));
        await carl.RepliesAsync(number, "Any news?");
        await house.PassAsync(TimeSpan.FromDays(9) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await FiredAsync());
        await house.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await FiredAsync());
        await house.PassAsync(TimeSpan.FromDays(20));
        Assert.Equal(1, await FiredAsync());

        Task<int> FiredAsync() => house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.TimerFired && e.Timer == "waiting"));
    }

    [Fact]
    public async Task Only_who_sees_the_ticket_at_the_desk_may()
    {
        await using var house = new TestHouse();
        var (carl, sasha, number) = await PendingAsync(house);
        var tom = await house.SignedInAsync(Cast.Tom);
        await MoveToPrivateTeamAsync(house, number);
        var known = (await tom.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/timers/");
        foreach (var verb in new[] { "postponing", "skipping" })
        {
            var path = $"/desk/tickets/{number}/timers/{await TimerAsync(house, number, "give-up")}/{verb}";
            foreach (var (who, form) in new[] { (Cast.Carl, (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies")), (Cast.Sasha, (await sasha.GetAsync("/desk/tickets/new")).Form("/desk/tickets")) })
                Assert.True((await form.Forge("reason", Reason).Forge("until", "2036-03-20T09:00").SubmitAsync(path)).Status == HttpStatusCode.NotFound, $"{who} {verb}");
        }
        // A timer of another ticket is not found on this one.
        var other = await carl.FilesAsync("Another one");
        var foreign = await TimerAsync(house, other, "unassigned");
        Assert.Equal(HttpStatusCode.NotFound, (await known.Forge("reason", Reason).SubmitAsync($"/desk/tickets/{number}/timers/{foreign}/skipping")).Status);
        Assert.Equal(0, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind >= EventKind.TimerPostponed)));
    }

    [Fact]
    public async Task The_log_leaves_it_out_and_a_replay_makes_the_timers_anew()
    {
        await using var house = new TestHouse();
        var (_, sasha, number) = await PendingAsync(house);
        await (await PostponingAsync(house, sasha, number, "remind")).Fill("until", "2036-03-06T09:00").Fill("reason", Reason).SubmitAsync();
        await (await SkippingAsync(house, sasha, number, "give-up")).Fill("reason", Reason).SubmitAsync();
        await house.PassAsync(TimeSpan.FromDays(10));
        var library = house.Services.GetRequiredService<WorkflowLibrary>();
        var (log, workflow) = await house.ReadAsync(async db =>
        {
            var support = (await library.CurrentAsync(db, WorkflowLibrary.Standard, CancellationToken.None)).Compiled;
            return (await TicketLog.LastAsync(db, support, 100, house.Clock.GetUtcNow(), CancellationToken.None), support);
        });
        // Filed, assigned, asked, reminded twice: and nothing for what people did with the timers.
        Assert.Equal([CaseEventKind.Filed, CaseEventKind.StepTaken, CaseEventKind.StepTaken, CaseEventKind.TimerFired, CaseEventKind.TimerFired], log.Events.ToArray().Select(one => one.Kind));
        var report = Replay.Of(log, workflow, workflow, await house.ReadAsync(db => library.SurroundingsAsync(db, CancellationToken.None)), house.Clock.GetUtcNow());
        Assert.Equal((0, 1), (report.Count(ReplayOutcome.Refused), report.Count(ReplayOutcome.DifferentEnd)));
    }

    private static async Task<(Visitor Carl, Visitor Sasha, long Number)> PendingAsync(TestHouse house)
    {
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        return (carl, sasha, await house.PendingTicketAsync(carl, sasha));
    }

    private static Task<Form> PostponingAsync(TestHouse house, Visitor staff, long number, string timer) => FormAsync(house, staff, number, timer, 1, "postponing");

    private static Task<Form> SkippingAsync(TestHouse house, Visitor staff, long number, string timer, int? occurrence = null) => FormAsync(house, staff, number, timer, occurrence, "skipping");

    private static async Task<Form> FormAsync(TestHouse house, Visitor staff, long number, string timer, int? occurrence, string verb) =>
        (await staff.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/timers/{await TimerAsync(house, number, timer, occurrence)}/{verb}");

    /// <summary>The first armed timer of the present stay by this key.</summary>
    private static async Task<TimerId> TimerAsync(TestHouse house, long number, string key, int? occurrence = null)
    {
        var ticket = await house.TicketAsync(number);
        return await house.ReadAsync(db => db.TicketTimers
            .Where(t => t.TicketId == ticket.Id && t.Entry == ticket.Entry && t.Key == key && t.Fate == TimerFate.Armed && (occurrence == null || t.Occurrence == occurrence))
            .OrderBy(t => t.Occurrence).Select(t => t.Id).FirstAsync());
    }

    private static Task<int> MoveToPrivateTeamAsync(TestHouse house, long number) => house.ReadAsync(async db =>
    {
        var billing = await db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync();
        return await db.Tickets.Numbered(number).ExecuteUpdateAsync(set => set.SetProperty(t => t.TeamId, billing));
    });

    private static Task<int> RemindersAsync(TestHouse house) => house.ReadAsync(db => db.Outbox.CountAsync(m => m.Letter == "reminder"));
}
