using System.Collections.Immutable;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Checks;

/// <summary>The algebra against the decision itself: random guards, and every case that the constants can tell apart.</summary>
public class ProvingGuards
{
    private static readonly ImmutableArray<FieldDefinition> Fields =
    [
        new("colour", Text.Of("Colour"), FieldType.Choice, [.. new[] { "red", "green", "blue", "grey", "pink" }.Select(key => new Choice(key, Text.Of(key)))], Roles.Agent),
        new("vip", Text.Of("VIP"), FieldType.Flag, [], Roles.Agent),
        new("sum", Text.Of("Sum"), FieldType.Number, [], Roles.Agent),
        new("due", Text.Of("Due"), FieldType.Date, [], Roles.Agent),
        new("town", Text.Of("Town"), FieldType.Text, [], Roles.Agent),
    ];

    /// <summary>A choice of an earlier version: a guard that is true of nothing else is not dead, but no witness holds it.</summary>
    private static readonly FieldValue Gone = FieldValue.Of("gone");

    /// <summary>Constants, which also lie side by side, so that some intervals are void.</summary>
    private static readonly ImmutableArray<ImmutableArray<FieldValue>> Constants =
    [
        [FieldValue.Of("red"), FieldValue.Of("blue"), FieldValue.Of("pink")],
        [FieldValue.Of(true), FieldValue.Of(false)],
        [FieldValue.Of(0m), FieldValue.Of(1m), FieldValue.Of(1.5m)],
        [FieldValue.Of(new DateOnly(2026, 1, 1)), FieldValue.Of(new DateOnly(2026, 1, 2)), FieldValue.Of(new DateOnly(2026, 1, 4))],
        [FieldValue.Of("Bonn"), FieldValue.Of("other")],
    ];

    /// <summary>By hand, and not by the algebra: one value of each kind that the constants can tell apart.</summary>
    private static readonly ImmutableArray<ImmutableArray<FieldValue>> Values =
    [
        [default, FieldValue.Of("red"), FieldValue.Of("green"), FieldValue.Of("blue"), FieldValue.Of("grey"), FieldValue.Of("pink"), Gone],
        [default, FieldValue.Of(true), FieldValue.Of(false)],
        [default, .. new[] { -7m, 0m, 0.5m, 1m, 1.2m, 1.5m, 9m }.Select(FieldValue.Of)],
        [default, .. Enumerable.Range(-1, 6).Select(day => FieldValue.Of(new DateOnly(2026, 1, 1).AddDays(day)))],
        [default, FieldValue.Of("Bonn"), FieldValue.Of("other"), FieldValue.Of("Ulm")],
    ];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void What_is_said_of_two_guards_is_what_every_case_shows(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var used = Some(random);
            var (one, other) = (Random(random, used, 3), Random(random, used, 3));
            var workflow = CompiledWorkflow.Compile(Of(one, other));
            var seen = Enumerate(workflow, used);
            var findings = Proof.Of(workflow.Definition);
            Assert.Equal(seen.Both, findings.Any(finding => finding.Code == "ambiguous"));
            Assert.Equal(!seen.One, findings.Any(finding => finding is { Code: "guard-never-true", Place: "$.steps.one.when" }));
            Assert.Equal(!seen.NotOne, findings.Any(finding => finding is { Code: "guard-always-true", Place: "$.steps.one.when" }));
            Assert.Equal(seen.Neither, findings.Any(finding => finding.Code == "unheard-reply"));
            Assert.Equal(seen.Other && !seen.OnlyOther, Proof.Of(Ordered(workflow.Definition)).Any(finding => finding.Code == "shadowed"));
            foreach (var finding in findings.Where(finding => finding.Code is "ambiguous" or "unheard-reply"))
                Shows(workflow, finding.Witness!, both: finding.Code == "ambiguous");
        }
    }

    /// <summary>Whether some case is of both steps, of neither, and so on.</summary>
    private sealed record Seen(bool Both, bool Neither, bool One, bool NotOne, bool Other, bool OnlyOther);

    private static Seen Enumerate(CompiledWorkflow workflow, int[] used)
    {
        var seen = new Seen(false, false, false, false, false, false);
        foreach (var subject in Cases(used))
        {
            var on = workflow.Steps(subject, Roles.Agent).Select(step => step.Available).ToList();
            var isUsual = !subject.Fields.Values.Contains(Gone);
            seen = new(
                seen.Both | (on[0] && on[1] && isUsual), seen.Neither | (!on[0] && !on[1] && isUsual),
                seen.One | on[0], seen.NotOne | (!on[0] && isUsual), seen.Other | (on[1] && isUsual), seen.OnlyOther | (!on[0] && on[1] && isUsual));
        }
        return seen;
    }

    private static WorkflowDefinition Ordered(WorkflowDefinition definition) =>
        definition with { Steps = [.. definition.Steps.Select((step, at) => step.On.IsEmpty || at == 0 ? step : step with { Order = at })] };

    private static IEnumerable<CaseSnapshot> Cases(int[] used)
    {
        IEnumerable<ImmutableDictionary<string, FieldValue>> cases = [ImmutableDictionary<string, FieldValue>.Empty];
        foreach (var field in used)
            cases = cases.SelectMany(_ => Values[field], (known, value) => known.Add(Fields[field].Key, value));
        return cases.Select(fields => new CaseSnapshot("a", 1, fields));
    }

    private static void Shows(CompiledWorkflow workflow, Witness witness, bool both)
    {
        Assert.All(witness.Fields, pair => Assert.True(workflow.Field(pair.Key)!.Fits(pair.Value)));
        Assert.All(workflow.Steps(witness.Case, Roles.Agent), step => Assert.Equal(both, step.Available));
    }

    private static int[] Some(Random random) => [.. Enumerable.Range(0, Fields.Length).OrderBy(_ => random.Next()).Take(3)];

    private static Guard Random(Random random, int[] used, int depth) => random.Next(depth == 0 ? 1 : 5) switch
    {
        1 => new Guard.Not(Random(random, used, depth - 1)),
        2 => new Guard.Any(Parts(random, used, depth)),
        3 => new Guard.All(Parts(random, used, depth)),
        _ => Atom(random, used[random.Next(used.Length)]),
    };

    private static ImmutableArray<Guard> Parts(Random random, int[] used, int depth) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, used, depth - 1))];

    private static Guard.Atom Atom(Random random, int field)
    {
        var ordered = Fields[field].Type is FieldType.Choice or FieldType.Number or FieldType.Date;
        var compare = (GuardOperator[])[
            GuardOperator.Is, GuardOperator.IsNot, GuardOperator.In, GuardOperator.NotIn, GuardOperator.Empty,
            .. ordered ? new[] { GuardOperator.Less, GuardOperator.AtMost, GuardOperator.More, GuardOperator.AtLeast } : []];
        var constants = Constants[field];
        var chosen = compare[random.Next(compare.Length)];
        return new(Fields[field].Key, chosen, chosen switch
        {
            GuardOperator.Empty => [FieldValue.Of(random.Next(2) == 0)],
            GuardOperator.In or GuardOperator.NotIn => [.. constants.Where(_ => random.Next(2) == 0).DefaultIfEmpty(constants[0])],
            _ => [constants[random.Next(constants.Length)]],
        });
    }

    /// <summary>The same two guards on two steps of people, where the decision shows them, and on two that the system chooses between.</summary>
    private static WorkflowDefinition Of(Guard one, Guard other)
    {
        var text = Text.Of("x");
        StepDefinition Step(string key, Guard? guard, Trigger? on, Source from) =>
            new(key, text, from, "b", on is { } trigger ? [trigger] : [], on is null ? Roles.Agent : Roles.None, guard, [], [], null);
        var (a, customer) = (new Source.States(["a"]), new Trigger(TriggerKind.CustomerReplied));
        return new(
            "w", text, [], [], [], [], [], Fields, [], [], [],
            [new("a", text, Phase.Pending, text, [], []), new("b", text, Phase.Closed, text, [], [])],
            [
                Step("start", null, new(TriggerKind.Created), new Source.Nowhere()) with { To = "a" },
                Step("one", one, null, a), Step("other", other, null, a),
                Step("one-by-itself", one, customer, a), Step("other-by-itself", other, customer, a),
            ]);
    }
}
