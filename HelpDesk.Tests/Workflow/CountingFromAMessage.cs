using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>Timers whose time counts from the last message of a side.</summary>
public class CountingFromAMessage
{
    private static readonly CompiledWorkflow Quiet = Compile("""
        { "workflow": "w", "name": "W", "letters": ["l"],
          "states": { "a": { "name": "A", "phase": "open", "timers": {
              "nudge": { "after": "2d", "anchor": "last-customer-message", "repeat": 3, "effects": [ { "mail": "l", "to": "team" } ] },
              "chase": { "after": "3d", "anchor": "last-agent-message", "effects": [ { "mail": "l", "to": "customer" } ] },
              "plain": { "after": "9d", "effects": [ { "mail": "l", "to": "team" } ] } } },
            "b": { "name": "B", "phase": "closed" } },
          "steps": { "start": { "name": "S", "on": "created", "to": "a" },
                     "turn": { "name": "T", "by": ["agent", "customer"], "from": ["a"], "to": "a" },
                     "mark": { "name": "M", "by": ["agent"], "from": ["a"] } } }
        """);

    private static CaseSnapshot Waiting(int customerDaysAgo) => In("a") with { LastCustomerMessage = Monday.AddDays(-customerDaysAgo) };

    [Fact]
    public void They_are_armed_from_it_and_never_before_now()
    {
        var moved = Quiet.Take(Waiting(1), Roles.Agent, "turn").Moved();
        Assert.Equal(
            [new("nudge", 1, Monday.AddDays(1)), new("nudge", 2, Monday.AddDays(3)), new("nudge", 3, Monday.AddDays(5)), new("chase", 1, Monday.AddDays(3)), new ArmedTimer("plain", 1, Monday.AddDays(9))],
            moved.Timers);
    }

    [Fact]
    public void Of_those_long_due_only_the_last_comes_at_once()
    {
        var moved = Quiet.Take(Waiting(5), Roles.Agent, "turn").Moved();
        Assert.Equal([new("nudge", 2, Monday), new("nudge", 3, Monday.AddDays(1))], moved.Timers.Where(timer => timer.Timer == "nudge"));
        Assert.Equal([new ArmedTimer("nudge", 3, Monday)], Quiet.Take(Waiting(50), Roles.Agent, "turn").Moved().Timers.Where(timer => timer.Timer == "nudge"));
    }

    [Fact]
    public void A_message_within_the_stay_lets_those_of_its_side_count_anew()
    {
        var heard = Quiet.Happens(In("a"), TriggerKind.CustomerReplied).Stayed();
        Assert.Equal([("nudge", Monday.AddDays(2)), ("nudge", Monday.AddDays(4)), ("nudge", Monday.AddDays(6))], heard.Timers.Select(timer => (timer.Timer, timer.DueAt)));
        Assert.Equal(["chase"], Quiet.Happens(In("a"), TriggerKind.AgentReplied, Roles.Agent).Stayed().Timers.Select(timer => timer.Timer));
        Assert.Equal(["chase"], Quiet.Take(In("a"), Roles.Agent, "mark", Form(reply: true)).Stayed().Timers.Select(timer => timer.Timer));
        Assert.Empty(Quiet.Take(In("a"), Roles.Agent, "mark").Stayed().Timers);
    }

    [Fact]
    public void A_reply_in_a_steps_form_counts_for_the_stay_that_it_enters()
    {
        var moved = Quiet.Take(Waiting(1), Roles.Customer, "turn", Form(reply: true)).Moved();
        Assert.Equal(Monday.AddDays(2), moved.Timers[0].DueAt);
    }

    [Fact]
    public void The_request_itself_is_the_customers_first_message() =>
        Assert.Equal(Monday.AddDays(2), Quiet.Happens(In(null), TriggerKind.Created).Moved().Timers[0].DueAt);
}
