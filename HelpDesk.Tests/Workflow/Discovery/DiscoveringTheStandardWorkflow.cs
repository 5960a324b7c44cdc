using HelpDesk.Tests.Workflow.Logs;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Discovery;

/// <summary>The shipped workflow is played at random, exported, and found again.</summary>
public sealed class DiscoveringTheStandardWorkflow
{
    private static readonly CaseLog Played = PlayedSupport.Log(1000, seed: 11);
    private static readonly DiscoveredWorkflow FromSteps = Discover(CsvOf.Steps(Played));

    [Fact]
    public void Its_states_come_back_with_their_phases() =>
        Assert.Equal([Phase.Open, Phase.Assigned, Phase.Pending, Phase.Resolved, Phase.Closed], Found(FromSteps).States.Select(state => state.Phase));

    [Theory]
    [InlineData("Assign", "Open", "In progress")]
    [InlineData("Reassign", "In progress, Resolved, Waiting for the customer", null)]
    [InlineData("Escalate", "In progress", null)]
    [InlineData("Ask the customer", "In progress", "Waiting for the customer")]
    [InlineData("Answer", "Waiting for the customer", "In progress")]
    [InlineData("Resolve", "In progress, Waiting for the customer", "Resolved")]
    [InlineData("Resolve unanswered", "Waiting for the customer", "Resolved")]
    [InlineData("I no longer need this", "In progress, Open, Waiting for the customer", "Closed")]
    [InlineData("Reopen", "Resolved", "In progress")]
    [InlineData("Close", "Resolved", "Closed")]
    public void Its_steps_lead_where_they_led(string name, string from, string? to)
    {
        var definition = Found(FromSteps);
        var names = definition.States.ToDictionary(state => state.Key, state => state.Name.ToString());
        var same = definition.Steps.Where(step => step.Name.ToString() == name).ToArray();

        Assert.NotEmpty(same);
        Assert.Equal(from, string.Join(", ", same.SelectMany(step => ((Source.States)step.From).Keys).Distinct().Select(key => names[key]).Order()));
        Assert.All(same, step => Assert.Equal(to, step.To is null ? null : names[step.To]));
    }

    [Fact]
    public void It_has_no_step_that_was_never_taken() => Assert.Equal(
        Support.Shipped.Definition.Steps.Select(step => step.Name.ToString()).Order(),
        Found(FromSteps).Steps.Select(step => step.Name.ToString()).Distinct().Order());

    [Fact]
    public void The_timers_of_seven_and_five_days_are_detected() => Assert.Equal(
        [("Resolve unanswered", "7d"), ("Close", "5d")],
        Timers(FromSteps));

    [Fact]
    public void Who_takes_a_step_comes_back()
    {
        var steps = Found(FromSteps).Steps.ToLookup(step => step.Name.ToString());

        Assert.Equal(Roles.Agent, Assert.Single(steps["Assign"]).By);
        Assert.Equal(Roles.Customer, Assert.Single(steps["I no longer need this"]).By);
        Assert.Equal(TriggerKind.CustomerReplied, Assert.Single(Assert.Single(steps["Answer"]).On).Kind);
        Assert.Equal(TriggerKind.CustomerReplied, Assert.Single(Assert.Single(steps["Reopen"]).On).Kind);
        Assert.Equal(2, steps["Close"].Count());
    }

    [Fact]
    public void The_proof_finds_no_error_in_the_draft() =>
        Assert.DoesNotContain(Proof.Of(Found(FromSteps)), finding => finding.Severity == Severity.Error);

    [Fact]
    public void The_log_keeps_to_the_draft_and_nothing_is_left_out()
    {
        Assert.Equal(1, FromSteps.Conformance.Fitness);
        Assert.Empty(FromSteps.LeftOut);
        Assert.Equal(1000, FromSteps.Conformance.Cases);
    }

    [Fact]
    public void A_log_of_statuses_gives_the_same_states_moves_and_timers()
    {
        var found = Discover(CsvOf.Statuses(Played));

        Assert.Equal(LogShape.Statuses, found.Shape);
        Assert.Equal(["open", "assigned", "pending", "resolved", "closed"], Found(found).States.Select(state => state.Key));
        Assert.Equal(Support.Shipped.Definition.States.Select(state => state.Phase), Found(found).States.Select(state => state.Phase));
        Assert.Equal(
            Moves(Support.Shipped.Definition).Order(),
            Moves(Found(found)).Order());
        Assert.Equal([("To Resolved", "7d"), ("To Closed", "5d")], Timers(found));
        Assert.Equal(1, found.Conformance.Fitness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Noise_is_left_out_and_reported(int seed)
    {
        var found = Discover(Noisy(CsvOf.Steps(Played), seed));

        Assert.Equal(Found(FromSteps).States.Select(state => (state.Name, state.Phase)), Found(found).States.Select(state => (state.Name, state.Phase)));
        Assert.Equal(Timers(FromSteps), Timers(found));
        Assert.Equal(Moves(Found(FromSteps)).Order(), Moves(Found(found)).Order());
        Assert.NotEmpty(found.LeftOut);
        Assert.Contains(found.Remarks, remark => remark.EndsWith("time and actor included, and were left out.", StringComparison.Ordinal));
        Assert.InRange(found.Conformance.Fitness, 0.85, 0.99);
    }

    [Fact]
    public void The_same_log_in_any_order_gives_the_same_draft()
    {
        var rows = CsvLog.Read(CsvOf.Steps(Played)).Rows.ToArray();
        var shuffled = rows.GroupBy(row => row.Case).SelectMany(own => own.Reverse()).ToArray();

        Assert.Equal(DefinitionWriter.Write(Found(FromSteps)), DefinitionWriter.Write(Found(HelpDesk.Workflow.Discovery.Of(shuffled))));
    }

    private static DiscoveredWorkflow Discover(string csv)
    {
        var (rows, faults) = CsvLog.Read(csv);
        Assert.Empty(faults);
        return HelpDesk.Workflow.Discovery.Of(rows);
    }

    /// <summary>The draft, which the reader must read.</summary>
    private static WorkflowDefinition Found(DiscoveredWorkflow discovered)
    {
        var (definition, faults) = DefinitionReader.Read(DefinitionWriter.Write(discovered.Definition!));
        Assert.Empty(faults);
        return definition!;
    }

    private static IEnumerable<(string Step, string After)> Timers(DiscoveredWorkflow discovered)
    {
        var definition = Found(discovered);
        return definition.States.SelectMany(state => state.Timers).Select(timer => (definition.Steps.Single(step => step.Key == timer.Step).Name.ToString(), timer.After.ToString()));
    }

    private static IEnumerable<string> Moves(WorkflowDefinition definition) =>
        from step in definition.Steps
        where step.To is not null && step.From is not Source.Nowhere
        from state in definition.States
        where step.From.Includes(state)
        group step by $"{state.Key} > {step.To}" into same
        select same.Key;

    /// <summary>One row in a hundred is gone, bears another's activity, or stands twice.</summary>
    private static string Noisy(string csv, int seed)
    {
        var random = new Random(seed);
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return string.Join("\r\n", lines.Take(1).Concat(lines.Skip(1).SelectMany(line => random.Next(300) switch
        {
            0 => [],
            1 => [string.Join(',', line.Split(',').Select((field, i) => i == 1 ? lines[random.Next(1, lines.Length)].Split(',')[1] : field))],
            2 => [line, line],
            _ => (string[])[line],
        })));
    }
}
