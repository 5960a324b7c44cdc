using System.Globalization;
using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Portal;

public sealed class SayingWhatHappensNext
{
    private static readonly DateTimeOffset Now = Support.Monday;

    public SayingWhatHappensNext() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void A_new_request_is_with_the_team_and_hurries_when_nobody_takes_it()
    {
        var next = Of("open", null, ("unassigned", Now.AddHours(4)));

        Assert.Equal("What happens next", next.Heading);
        Assert.False(next.NeedsYou);
        Assert.Equal("Somebody of our team reads it and takes it on.", next.Now[0]);
        Assert.Equal(["Should it still wait today at 14:00, our team is told to hurry."], next.Later);
    }

    [Fact]
    public void A_request_in_work_names_who_is_on_it()
    {
        var next = Of("assigned", "Sasha");

        Assert.Equal(["Sasha is on it.", "You read the answer here, and we mail it to you.", "You need to do nothing."], next.Now);
    }

    [Fact]
    public void A_question_says_when_we_remind_and_when_we_give_up()
    {
        var next = Of("pending", "Sasha", ("give-up", Now.AddDays(7)), ("remind", Now.AddDays(4)), ("remind", Now.AddDays(2)));

        Assert.Equal("We need something from you", next.Heading);
        Assert.True(next.NeedsYou);
        Assert.Equal(["Sasha waits for your answer.", "Write it below, and we go on at once."], next.Now);
        Assert.Equal(
        [
            $"We remind you on {Day(2)} at 10:00, and once more on {Day(4)} at 10:00.",
            $"If we hear nothing, we take it as solved on {Day(7)} at 10:00. You can still come back to it after that.",
        ], next.Later);
    }

    [Fact]
    public void After_the_first_reminder_only_the_second_is_left()
    {
        Assert.Contains("We remind you tomorrow at 10:00.", Of("pending", "Sasha", ("remind", Now.AddDays(1))).Later);
    }

    [Fact]
    public void A_solved_request_announces_survey_and_closing_and_can_be_taken_up_again()
    {
        var next = Of("resolved", "Sasha", ("survey", Now.AddHours(1)), ("close", Now.AddDays(5)));

        Assert.Equal(["We think that this is solved.", "If it is not, write below, and we go on with it."], next.Now);
        Assert.Equal(
        [
            "Expect a short mail today at 11:00 that asks how we did.",
            $"If it is solved, you need to do nothing: we close it on {Day(5)} at 10:00.",
        ], next.Later);
    }

    [Fact]
    public void A_closed_request_says_that_words_open_a_new_one()
    {
        Assert.Contains("opens a new request", Assert.Single(Of("closed", "Sasha").Now));
    }

    [Fact]
    public void A_timer_that_is_due_already_happens_very_soon()
    {
        Assert.Contains("We remind you very soon.", Of("pending", null, ("remind", Now)).Later);
    }

    [Fact]
    public void A_timer_that_the_state_does_not_have_says_nothing()
    {
        Assert.Empty(Of("assigned", "Sasha", ("gone", Now.AddDays(1))).Later);
    }

    [Fact]
    public void Without_a_step_on_the_customers_words_nothing_is_promised_of_them()
    {
        var workflow = Support.Shipped.Definition with { Steps = [] };

        Assert.Equal(["We wait for your answer.", "Write it below, and we read it."], Of(workflow, "pending", null, "UTC").Now);
        Assert.Contains("If something is missing, write below, and we read it.", Of(workflow, "resolved", null, "UTC").Now);
    }

    [Fact]
    public void A_day_of_another_year_names_the_year() =>
        Assert.Contains("2027", Assert.Single(Of("pending", null, ("remind", Now.AddDays(365))).Later));

    [Fact]
    public void Times_are_told_in_the_readers_zone()
    {
        // 23:30 in London is the next day in Berlin.
        var next = Of(Support.Shipped.Definition, "pending", null, "Europe/Berlin", ("remind", Now.AddHours(13.5)));

        Assert.Contains("We remind you tomorrow at 00:30.", next.Later);
    }

    [Fact]
    public void No_sentence_shows_a_key_or_a_name_of_the_desk()
    {
        foreach (var state in Support.Shipped.Definition.States)
        {
            var next = Of(state.Key, null, [.. state.Timers.Select(timer => (timer.Key, Now.AddDays(1)))]);
            var said = string.Join(' ', next.Now.Concat(next.Later));
            foreach (var step in Support.Shipped.Definition.Steps.Where(step => step.Key.Contains('-', StringComparison.Ordinal)))
                Assert.DoesNotContain(step.Key, said);
        }
    }

    private static Next Of(string state, string? assignee, params (string Key, DateTimeOffset At)[] timers) =>
        Of(Support.Shipped.Definition, state, assignee, "UTC", timers);

    private static Next Of(WorkflowDefinition workflow, string state, string? assignee, string zone, params (string Key, DateTimeOffset At)[] timers)
    {
        var stay = new Stay(workflow, workflow.States.Single(s => s.Key == state), [.. timers.Select(t => new DueTimer(t.Key, t.At))], assignee);
        return new NextWords(PlainEnglish.Words).Of(stay, Now, TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    private static string Day(int days) => Now.AddDays(days).ToString("dddd d MMMM", CultureInfo.CurrentCulture);
}
