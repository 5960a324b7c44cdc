using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>Start steps on a schedule file a case from their template.</summary>
public class FilingByTheClock
{
    private static readonly CompiledWorkflow Weekly = Compile("""
        { "workflow": "w", "name": "W", "letters": ["l"],
          "fields": { "size": { "name": "Size", "type": "choice", "choices": ["s", "l"] } },
          "clocks": { "c": { "start": "created", "target": "1d" } },
          "states": { "a": { "name": "A", "phase": "open" }, "b": { "name": "B", "phase": "assigned" } },
          "steps": {
            "never": { "name": "N", "on": { "schedule": "0 7 * * 1" }, "template": { "subject": "Small", "fields": { "size": "s" } }, "when": { "field": "size", "is": "l" }, "to": "b", "order": 1 },
            "weekly": { "name": "W", "on": { "schedule": "0  7 * * 1" }, "template": { "subject": "Backup", "message": "Try it", "fields": { "size": "l", "priority": "low" } }, "when": { "field": "size", "is": "l" }, "to": "a", "order": 2, "effects": [ { "mail": "l", "to": "agents" } ] } } }
        """);

    private static Decision At(string schedule) =>
        Weekly.Decide(CaseSnapshot.New(Values()), new Command.Happened(Roles.None, Monday, new(TriggerKind.Schedule, schedule)), World);

    [Fact]
    public void The_case_holds_what_the_template_says_and_nothing_of_one_that_did_not_fit()
    {
        var moved = At("0 7 * * 1").Moved();
        Assert.Equal(("a", "weekly"), (moved.State, Assert.Single(moved.Path).Step));
        Assert.Equal(["priority", "size", "subject"], moved.Path[0].Changes.Keys);
        Assert.Equal((Of("Backup"), Of("l"), Of("low")), (moved.Changes["subject"], moved.Changes["size"], moved.Changes["priority"]));
        Assert.Equal([new Effect.Mail("l", Recipient.Agents)], moved.Path[0].Effects);
        Assert.Equal(Monday.AddDays(1), moved.Clocks["c"].DueAt);
    }

    [Fact]
    public void A_time_that_no_step_is_on_files_nothing() => Assert.Equal(ReasonKind.NoStart, At("0 8 * * 1").RefusedOnce().Kind);
}
