using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

public class RunningAutomaticSteps
{
    private static CompiledWorkflow Of(string steps, string timers = "") => Compile($$"""
        { "workflow": "w", "name": "W", "letters": ["l", "m", "n"], "surveys": ["s"],
          "fields": { "n": { "name": "N", "type": "number" }, "f": { "name": "F", "type": "flag", "setBy": ["agent"] } },
          "states": { "a": { "name": "A", "phase": "open", "timers": { {{timers}} } },
                      "b": { "name": "B", "phase": "resolved", "effects": [ { "mail": "m", "to": "team" }, { "set": { "n": 5 } } ], "timers": { "late": { "after": "1h", "effects": [ { "survey": "s" } ] } } },
                      "c": { "name": "C", "phase": "assigned", "timers": { "x": { "after": "2h", "effects": [ { "survey": "s" } ] } } } },
          "steps": { "start": { "name": "S", "on": "created", "to": "a" }, "go": { "name": "Go", "by": ["agent"], "from": ["a"], "to": "b", "effects": [ { "mail": "l", "to": "team" } ] },
                     {{steps}} } }
        """);

    [Fact]
    public void They_run_one_after_the_other_and_only_the_last_stay_arms_its_timers()
    {
        var moved = Of("""
            "on": { "name": "On", "on": "automatic", "from": ["b"], "to": "c", "when": { "field": "n", "is": 5.0 }, "effects": [ { "mail": "n", "to": "team" } ] }
            """).Take(In("a"), Roles.Agent, "go").Moved();
        Assert.Equal(("c", 5), (moved.State, moved.Entry));
        Assert.Equal(["go", "on"], moved.Path.Select(step => step.Step));
        Assert.Equal([new Effect.Mail("l", Recipient.Team), new Effect.Mail("m", Recipient.Team)], moved.Path[0].Effects);
        Assert.Equal(5, moved.Path[0].Changes["n"].Number);
        Assert.Equal(1, moved.Path[1].Changes["reopenings"].Number);
        Assert.Equal(2, moved.Changes.Count);
        Assert.Equal([new ArmedTimer("x", 1, Monday.AddHours(2))], moved.Timers);
    }

    [Fact]
    public void The_lowest_order_wins_then_the_file()
    {
        const string two = """
            "one": { "name": "1", "on": "automatic", "from": ["b"], "to": "c" ORDER }, "two": { "name": "2", "on": "automatic", "from": ["b"], "to": "c", "order": 3 }
            """;
        Assert.Equal("two", Of(two.Replace("ORDER", "", StringComparison.Ordinal)).Take(In("a"), Roles.Agent, "go").Moved().Path[1].Step);
        Assert.Equal("one", Of(two.Replace("ORDER", ", \"order\": 3", StringComparison.Ordinal)).Take(In("a"), Roles.Agent, "go").Moved().Path[1].Step);
        Assert.Equal("one", Of(two.Replace("ORDER", ", \"order\": 2", StringComparison.Ordinal)).Take(In("a"), Roles.Agent, "go").Moved().Path[1].Step);
    }

    [Theory]
    [InlineData("\"x\": { \"name\": \"X\", \"on\": \"automatic\", \"from\": [\"b\"], \"to\": \"c\" }, \"y\": { \"name\": \"Y\", \"on\": \"automatic\", \"from\": [\"c\"], \"to\": \"b\" }", "y")]
    [InlineData("\"x\": { \"name\": \"X\", \"on\": \"automatic\", \"from\": [\"b\"] }", "x")]
    public void A_loop_is_refused_and_named(string steps, string next) =>
        Assert.Equal(new(ReasonKind.DoesNotRest, next), Of(steps).Take(In("a"), Roles.Agent, "go").RefusedOnce());

    [Fact]
    public void A_step_that_stays_runs_until_its_guard_fails()
    {
        var moved = Of("""
            "mark": { "name": "M", "on": "automatic", "from": ["b"], "when": { "field": "f", "empty": true }, "effects": [ { "set": { "f": true } } ] }
            """).Take(In("a"), Roles.Agent, "go").Moved();
        Assert.Equal(("b", 4), (moved.State, moved.Entry));
        Assert.Null(moved.Path[1].To);
        Assert.True(moved.Changes["f"].Flag);
        Assert.Equal("late", Assert.Single(moved.Timers).Timer);
    }

    [Fact]
    public void They_follow_an_edit()
    {
        var moved = Of("""
            "on": { "name": "On", "on": "automatic", "from": ["a"], "to": "c", "when": { "field": "f", "is": true } }
            """).Edit(In("a"), Roles.Agent, ("f", FieldValue.Of(true))).Moved();
        Assert.Equal(("c", "on"), (moved.State, moved.Path[0].Step));
        Assert.True(moved.Changes["f"].Flag);
    }

    [Fact]
    public void A_timers_own_effects_are_not_lost_when_one_follows()
    {
        var workflow = Of(
            """
            "on": { "name": "On", "on": "automatic", "from": ["a"], "to": "c", "when": { "field": "f", "is": true }, "effects": [ { "mail": "n", "to": "team" } ] }
            """,
            """
            "t": { "after": "1d", "effects": [ { "mail": "l", "to": "team" }, { "set": { "f": true } } ] }
            """);
        var moved = workflow.Fire(In("a"), "t").Moved();
        Assert.Equal([new Effect.Mail("l", Recipient.Team), new Effect.Mail("n", Recipient.Team)], moved.Path[0].Effects);
        Assert.True(moved.Changes["f"].Flag);
    }

    [Fact]
    public void A_change_that_is_undone_on_the_way_is_none()
    {
        var moved = Of("""
            "on": { "name": "On", "on": "automatic", "from": ["b"], "to": "c", "effects": [ { "set": { "n": null } } ] }
            """).Take(In("a"), Roles.Agent, "go").Moved();
        Assert.True(moved.Path[1].Changes["n"].IsEmpty);
        Assert.DoesNotContain("n", moved.Changes.Keys);
    }
}
