using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>Service-level clocks: Monday 10:00 to Friday, nine to five.</summary>
public class RunningAClock
{
    private static readonly CompiledWorkflow Desk = Compile("""
        { "workflow": "w", "name": "W", "calendars": ["business"],
          "clocks": {
            "first-reply": { "start": "created", "stop": "agent-replied", "calendar": "business", "pausedIn": ["pending", "onHold"],
                             "target": [ { "when": { "field": "priority", "atLeast": "high" }, "within": "4h" }, { "within": "1d" } ] },
            "solution": { "start": "created", "stop": { "phase": "resolved" }, "target": "2d" },
            "by-hand": { "target": "1h" } },
          "states": { "open": { "name": "O", "phase": "open" }, "pending": { "name": "P", "phase": "pending" }, "done": { "name": "D", "phase": "resolved" } },
          "steps": {
            "start": { "name": "S", "on": "created", "to": "open" },
            "ask": { "name": "A", "by": ["agent"], "from": ["open"], "to": "pending" },
            "back": { "name": "B", "on": "customer-replied", "from": ["pending"], "to": "open" },
            "solve": { "name": "D", "by": ["agent"], "from": "every", "to": "done" },
            "act-start": { "name": "1", "by": ["agent"], "from": "every", "effects": [ { "clock": "by-hand", "do": "start" } ] },
            "act-pause": { "name": "2", "by": ["agent"], "from": "every", "effects": [ { "clock": "by-hand", "do": "pause" } ] },
            "act-resume": { "name": "3", "by": ["agent"], "from": "every", "effects": [ { "clock": "by-hand", "do": "resume" } ] },
            "act-stop": { "name": "4", "by": ["agent"], "from": "every", "effects": [ { "clock": "by-hand", "do": "stop" } ] },
            "act-reset": { "name": "5", "by": ["agent"], "from": "every", "effects": [ { "clock": "by-hand", "do": "reset" } ] } } }
        """);

    private static Played Filed(string priority = "normal") =>
        new Played(Desk, In(null, ("priority", Of(priority)))).Happens(Monday, TriggerKind.Created);

    [Fact]
    public void Filing_starts_it_and_the_first_target_that_fits_says_when_it_is_over()
    {
        Assert.Equal((ClockStatus.Running, Monday.AddDays(1)), (Filed().Clock("first-reply").Status, Filed().Clock("first-reply").DueAt!.Value));
        Assert.Equal(Monday.AddHours(4), Filed("urgent").Clock("first-reply").DueAt);
        Assert.Equal(Monday.AddDays(2), Filed().Clock("solution").DueAt);
        Assert.False(Filed().Case.Clocks.ContainsKey("by-hand"));
    }

    [Fact]
    public void A_new_priority_gives_it_a_new_target_from_the_same_start()
    {
        var played = Filed().Sets(Monday.AddHours(1), "priority", Of("high"));
        Assert.Equal(Monday.AddHours(4), played.Clock("first-reply").DueAt);
        Assert.Equal(["first-reply"], played.Last.Stayed().Clocks.Keys);
    }

    [Fact]
    public void It_stands_still_while_the_customer_is_waited_for()
    {
        // 10:00 filed, 12:00 asked, answered next day at 11:00: four hours and two stood still (12–17, 9–11 is seven).
        var played = Filed("high").Take(Monday.AddHours(2), "ask");
        Assert.Equal((ClockStatus.Paused, Monday.AddHours(2)), (played.Clock("first-reply").Status, played.Clock("first-reply").PausedAt!.Value));
        Assert.False(played.Clock("first-reply").IsMissed(Monday.AddDays(30)));
        played.Happens(Monday.AddHours(25), TriggerKind.CustomerReplied);
        Assert.Equal((ClockStatus.Running, TimeSpan.FromHours(7)), (played.Clock("first-reply").Status, played.Clock("first-reply").Paused));
        Assert.Equal(Monday.AddHours(27), played.Clock("first-reply").DueAt);
        Assert.Equal(ClockStatus.Running, played.Clock("solution").Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_agents_reply_stops_it_within_a_step_and_outside(bool inAStep)
    {
        var at = Monday.AddHours(1);
        var played = inAStep ? Filed().Take(at, "ask", reply: true) : Filed().Do(new Command.Happened(Roles.Agent, at, new(TriggerKind.AgentReplied)));
        Assert.Equal((ClockStatus.Stopped, at), (played.Clock("first-reply").Status, played.Clock("first-reply").StoppedAt!.Value));
        Assert.False(played.Clock("first-reply").IsMissed(Monday.AddDays(30)));
        played.Take(Monday.AddDays(9), "ask").Take(Monday.AddDays(9), "solve", reply: true);
        Assert.Equal(at, played.Clock("first-reply").StoppedAt);
    }

    [Fact]
    public void Entering_a_phase_stops_it_and_a_late_stop_is_a_miss()
    {
        var met = Filed().Take(Monday.AddDays(2), "solve").Clock("solution");
        var missed = Filed().Take(Monday.AddDays(2).AddMinutes(1), "solve").Clock("solution");
        Assert.Equal((false, true), (met.IsMissed(Monday.AddYears(1)), missed.IsMissed(Monday.AddYears(1))));
        Assert.Equal((false, true), (Filed().Clock("solution").IsMissed(Monday.AddDays(2)), Filed().Clock("solution").IsMissed(Monday.AddDays(3))));
    }

    [Fact]
    public void A_message_changes_nothing_about_a_clock_that_waits_for_something_else() =>
        Assert.Empty(Filed().Happens(Monday.AddHours(1), TriggerKind.CustomerReplied).Last.Stayed().Clocks);

    [Fact]
    public void Effects_start_hold_resume_stop_and_reset_it()
    {
        var played = Filed().Take(Monday, "act-pause");
        Assert.False(played.Case.Clocks.ContainsKey("by-hand"));
        played.Take(Monday, "act-start").Take(Monday.AddMinutes(10), "act-pause").Take(Monday.AddMinutes(20), "ask");
        Assert.Equal((ClockStatus.Paused, true), (played.Clock("by-hand").Status, played.Clock("by-hand").Held));
        played.Take(Monday.AddMinutes(40), "act-resume");
        Assert.Equal((ClockStatus.Running, Monday.AddMinutes(90)), (played.Clock("by-hand").Status, played.Clock("by-hand").DueAt!.Value));
        played.Take(Monday.AddMinutes(50), "act-stop").Take(Monday.AddMinutes(55), "act-start");
        Assert.Equal((ClockStatus.Stopped, Monday.AddMinutes(50)), (played.Clock("by-hand").Status, played.Clock("by-hand").StoppedAt!.Value));
        played.Take(Monday.AddMinutes(60), "act-reset");
        Assert.Equal((ClockStatus.Running, Monday.AddMinutes(60), Monday.AddMinutes(120)), (played.Clock("by-hand").Status, played.Clock("by-hand").StartedAt, played.Clock("by-hand").DueAt!.Value));
        Assert.DoesNotContain(played.Last.Stayed().Path.SelectMany(step => step.Effects), effect => effect is Effect.Clock);
    }
}
