using System.Collections.Immutable;
using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>Live cases of the shipped workflow on a draft that Mia made of it.</summary>
public class MigratingACase
{
    private static readonly DateTimeOffset Entered = Monday.AddDays(-3);

    private static CompiledWorkflow Draft(params (string Right, string Wrong)[] edits)
    {
        var json = StandardWorkflow.Json;
        foreach (var (right, wrong) in edits)
        {
            Assert.Contains(right, json, StringComparison.Ordinal);
            json = json.Replace(right, wrong, StringComparison.Ordinal);
        }
        return Compile(json);
    }

    private static MigrationMap Map(params (string Old, string New)[] states) =>
        new(MigrationMap.ByKey.States.AddRange(states.Select(pair => KeyValuePair.Create(pair.Old, pair.New))));

    private static MigrationOutcome Move(CaseSnapshot subject, CompiledWorkflow target, MigrationMap? map = null, params ArmedTimer[] armed) =>
        Migration.Of(subject, Entered, [.. armed], target, map ?? MigrationMap.ByKey, Monday, World);

    private static MigrationOutcome.Ready Ready(MigrationOutcome outcome) => Assert.IsType<MigrationOutcome.Ready>(outcome);

    private static MigrationObstacle Obstacle(MigrationOutcome outcome)
    {
        var only = Assert.Single(Assert.IsType<MigrationOutcome.Blocked>(outcome).Obstacles);
        Assert.EndsWith(".", only.ToString(), StringComparison.Ordinal);
        return only;
    }

    [Fact]
    public void A_timer_of_the_same_key_keeps_its_due_time_a_new_one_counts_from_the_stay_a_removed_one_lapses()
    {
        var target = Draft(("\"give-up\": {", "\"last-call\": { \"after\": \"6d\", \"effects\": [ { \"mail\": \"reminder\", \"to\": \"customer\" } ] }, \"give-up\": {"), ("\"remind\":  { \"after\": \"2d\", \"repeat\": 2, \"effects\": [ { \"mail\": \"reminder\", \"to\": \"customer\" } ] },", ""));
        var ready = Ready(Move(In("pending"), target, null, new ArmedTimer("remind", 2, Entered.AddDays(4)), new ArmedTimer("give-up", 1, Entered.AddDays(7))));
        Assert.Equal([new("give-up", 1, Entered.AddDays(7)), new ArmedTimer("last-call", 1, Entered.AddDays(6))], ready.Timers);
        Assert.Equal([new ArmedTimer("remind", 2, Entered.AddDays(4))], ready.Lapsed);
        Assert.Equal("pending", ready.State);
    }

    [Fact]
    public void Of_new_timers_that_are_over_the_last_is_due_now_and_a_thousand_cases_are_spread()
    {
        var target = Draft(("\"give-up\": {", "\"call\": { \"after\": \"1d\", \"repeat\": 5, \"effects\": [ { \"mail\": \"reminder\", \"to\": \"customer\" } ] }, \"give-up\": {"));
        var ready = Ready(Move(In("pending"), target, null, new ArmedTimer("give-up", 1, Entered.AddDays(7))));
        Assert.Equal([3, 4, 5], ready.Timers.Where(timer => timer.Timer == "call").Select(timer => timer.Occurrence));
        Assert.Equal(Monday, ready.Timers.First(timer => timer.Timer == "call").DueAt);
        Assert.Equal(Monday.AddMinutes(30), ready.Spread(Monday, TimeSpan.FromHours(1), 500, 1000).Timers.First(timer => timer.Timer == "call").DueAt);
        Assert.Equal(Entered.AddDays(7), ready.Spread(Monday, TimeSpan.FromHours(1), 500, 1000).Timers[0].DueAt);
    }

    [Fact]
    public void A_removed_state_must_be_mapped()
    {
        var target = Draft(("\"pending\"", "\"waiting\""), ("\"phase\": \"waiting\"", "\"phase\": \"pending\""));
        Assert.Equal(new(MigrationObstacleKind.NoState, "pending"), Obstacle(Move(In("pending"), target)));
        Assert.Equal(["pending"], MigrationMap.ByKey.Unmapped(Shipped.Definition, target.Definition).Select(state => state.Key));
        var suggested = MigrationMap.Suggest(Shipped.Definition, target.Definition);
        Assert.Equal(Map(("pending", "waiting")).States, suggested.States);
        Assert.Equal("waiting", Ready(Move(In("pending"), target, suggested)).State);
        Assert.Equal("pending", suggested.Reverse(Shipped.Definition, target.Definition)["waiting"]);
    }

    [Fact]
    public void Two_states_that_became_one_have_no_single_way_back()
    {
        var split = Compile("""
            { "workflow": "w", "name": "W", "states": { "in": { "name": "I", "phase": "open" }, "a": { "name": "A", "phase": "assigned" }, "b": { "name": "B", "phase": "assigned" }, "end": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "in" }, "go": { "name": "G", "by": ["agent"], "from": "every", "to": "end" } } }
            """).Definition;
        var joined = Compile("""
            { "workflow": "w", "name": "W", "states": { "in": { "name": "I", "phase": "open" }, "work": { "name": "A", "phase": "assigned" }, "end": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "in" }, "go": { "name": "G", "by": ["agent"], "from": "every", "to": "end" } } }
            """).Definition;
        var map = MigrationMap.Suggest(split, joined);
        Assert.Equal(("work", "work", "in"), (map["a"], map["b"], map["in"]));
        Assert.Equal(["work"], map.Reverse(split, joined).Unmapped(joined, split).Select(state => state.Key));
        Assert.Equal("a", Map(("a", "work")).Reverse(split, joined)["work"]);
    }

    [Fact]
    public void A_case_that_nothing_could_happen_to_is_blocked()
    {
        var target = Compile("""
            { "workflow": "w", "name": "W", "fields": { "size": { "name": "S", "type": "number", "setBy": ["agent"] } },
              "states": { "assigned": { "name": "A", "phase": "assigned" }, "closed": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "assigned" }, "go": { "name": "G", "by": ["agent"], "from": ["assigned"], "to": "closed", "when": { "field": "size", "more": 3 } } } }
            """);
        Assert.Equal(new(MigrationObstacleKind.NoWayForward, "assigned"), Obstacle(Move(In("assigned"), target)));
        Assert.Equal("assigned", Ready(Move(In("assigned", ("size", FieldValue.Of(4m))), target)).State);
        Assert.Equal("closed", Ready(Move(In("closed"), target)).State);
    }

    [Fact]
    public void Values_and_approvals_that_the_draft_cannot_hold_block_it()
    {
        var target = Draft(("\"answered\", \"fixed\"", "\"answered\", \"mended\""));
        Assert.Equal(new(MigrationObstacleKind.WrongValue, "resolution"), Obstacle(Move(In("assigned", ("resolution", Of("fixed"))), target)));
        var asked = new ApprovalState(ApprovalStatus.Asked, 1, Monday, "sasha", [], null);
        var waiting = In("assigned") with { Approvals = ImmutableSortedDictionary<string, ApprovalState>.Empty.Add("refund", asked) };
        Assert.Equal(new(MigrationObstacleKind.NoApproval, "refund"), Obstacle(Move(waiting, Shipped)));
        Assert.Equal("assigned", Ready(Move(waiting with { Approvals = waiting.Approvals.SetItem("refund", asked with { Status = ApprovalStatus.Granted }) }, Shipped)).State);
    }

    [Fact]
    public void A_field_that_an_automatic_step_needs_must_be_there()
    {
        var target = Draft(("\"steps\": {", "\"steps\": { \"auto\": { \"name\": \"Auto\", \"on\": \"automatic\", \"from\": [\"assigned\"], \"to\": \"resolved\", \"requires\": [\"resolution\"], \"when\": { \"field\": \"priority\", \"is\": \"low\" } }, "));
        Assert.Equal(new(MigrationObstacleKind.MissingField, "resolution"), Obstacle(Move(In("assigned", ("priority", Of("low"))), target)));
        Assert.Equal("assigned", Ready(Move(In("assigned", ("priority", Of("high"))), target)).State);
    }
}
