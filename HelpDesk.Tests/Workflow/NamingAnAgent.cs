using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>The system names who works on a case; who comes first is an input.</summary>
public class NamingAnAgent
{
    private static readonly CompiledWorkflow Turns = Compile("""
        { "workflow": "w", "name": "W",
          "states": { "a": { "name": "A", "phase": "open" }, "b": { "name": "B", "phase": "assigned" } },
          "steps": { "start": { "name": "S", "on": "created", "to": "a", "effects": [ { "assign": "round-robin" } ] },
                     "taken": { "name": "T", "on": "automatic", "from": ["a"], "to": "b", "when": { "field": "assignee", "empty": false } } } }
        """);

    private static Decision Filed(params string[] candidates) => Turns.Decide(
        In(null),
        new Command.Happened(Roles.Customer, Monday, new(TriggerKind.Created)),
        World with { Candidates = World.Candidates.Add(AssignStrategy.RoundRobin, [.. candidates]) });

    [Fact]
    public void The_first_candidate_gets_it_and_what_follows_sees_it()
    {
        var moved = Filed("sasha", "tom").Moved();
        Assert.Equal(("b", Of("sasha")), (moved.State, moved.Changes["assignee"]));
        Assert.Empty(moved.Path[0].Effects);
    }

    [Fact]
    public void Without_a_candidate_the_assignee_stays()
    {
        Assert.Equal("a", Filed().Moved().State);
        Assert.Equal("a", Turns.Happens(In(null), TriggerKind.Created).Moved().State);
    }
}
