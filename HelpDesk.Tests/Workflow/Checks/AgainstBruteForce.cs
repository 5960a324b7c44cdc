using System.Collections.Concurrent;
using System.Collections.Immutable;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Checks;

/// <summary>On ten thousand small definitions every concrete case is tried: no error is a false alarm, and what is missed is counted.</summary>
public class AgainstBruteForce(ITestOutputHelper output)
{
    private const int Definitions = 10_000;

    private static readonly Surroundings World = new(ImmutableDictionary<string, WorkingCalendar>.Empty);

    [Fact]
    public void No_error_is_a_false_alarm_and_every_witness_shows_its_fault()
    {
        var (alarms, seen, missed) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, int>(), new ConcurrentDictionary<string, int>());
        var (clean, cases) = (0, 0);
        Parallel.For(0, Definitions, seed =>
        {
            var definition = RandomDefinitions.Small(seed);
            var findings = Proof.Of(definition);
            var all = new EveryCase(definition);
            foreach (var finding in findings.Where(finding => finding.Severity == Severity.Error))
            {
                seen.AddOrUpdate(finding.Code, 1, (_, count) => count + 1);
                if (IsFalse(finding, definition, all) is { } why)
                    alarms.Add($"{seed} {finding.Code} {finding.Place}: {why} ({finding.Witness})");
            }
            foreach (var miss in Misses(findings, definition, all))
                missed.AddOrUpdate(miss, 1, (_, count) => count + 1);
            Interlocked.Add(ref cases, all.Cases.Count);
            if (!findings.Any(finding => finding.Severity is Severity.Error or Severity.Warning))
            {
                Interlocked.Increment(ref clean);
                if (all.Restless || all.Refused || all.Lost().Any())
                    alarms.Add($"{seed} is clean and leaves a case without a way forward");
            }
        });
        output.WriteLine($"{Definitions} definitions, {cases} cases, {clean} definitions without errors or warnings");
        output.WriteLine("errors: " + string.Join(", ", seen.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        output.WriteLine("missed: " + string.Join(", ", missed.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(alarms.IsEmpty, $"{alarms.Count} false alarms:\n" + string.Join('\n', alarms.GroupBy(alarm => alarm.Split(' ')[1]).SelectMany(same => same.Order().Take(6))));
        Assert.InRange(clean, 50, Definitions);
        foreach (var code in new[] { "unreachable-state", "unreachable-step", "trap", "ambiguous", "uncovered", "guard-never-true", "automatic-loop", "unset-requirement", "leaves-closed", "mail-loop" })
            Assert.True(seen.GetValueOrDefault(code) >= 20, $"{code} was seen {seen.GetValueOrDefault(code)} times only");
    }

    /// <summary>Why an error is not true of any concrete case, or null.</summary>
    private static string? IsFalse(Finding finding, WorkflowDefinition definition, EveryCase all)
    {
        var workflow = CompiledWorkflow.Compile(definition);
        var key = finding.Place.Split('.')[2];
        switch (finding.Code)
        {
            case "unreachable-state":
                return all.States.Contains(key) ? "a case came there" : null;
            case "unreachable-step":
                return all.Steps.Contains(key) ? "a case took it" : null;
            case "guard-never-true":
                return all.Steps.Contains(key) || EveryValue(definition).Any(values => workflow.CanTake(Anywhere(definition, key, values), definition.Steps.First(step => step.Key == key).By, key)) ? "a case meets it" : null;
            case "trap":
                var lost = all.Lost().ToHashSet();
                return all.Cases.Where(subject => subject.State == key && Agrees(subject, finding.Witness!, definition)).Any(subject => !lost.Contains(subject) && !IsStuck(workflow, subject, definition)) ? "a case like this can be closed" : null;
            case "leaves-closed":
                return workflow.CanTake(finding.Witness!.Case, finding.Witness.By, key) || Alone(definition, key).Chosen(finding.Witness.Case, new(TriggerKind.Automatic)) is not null ? null : "it cannot be taken there";
            case "automatic-loop":
                return workflow.Decide(finding.Witness!.Case, new Command.Edit(Roles.None, DateTimeOffset.UnixEpoch, ImmutableSortedDictionary<string, FieldValue>.Empty), World) is Decision.Refused ? null : "it comes to rest";
            case "ambiguous":
                return TwoApply(definition, finding) ? null : "only one applies";
            case "uncovered":
                return workflow.Chosen(finding.Witness!.Case, new(TriggerKind.Automatic)) is { } chosen ? $"{chosen.Key} applies" : null;
            case "uncovered-start":
                return workflow.Decide(finding.Witness!.Case, new Command.Happened(Roles.Customer, DateTimeOffset.UnixEpoch, new(TriggerKind.Created)), World) is Decision.Refused ? null : "it is filed";
            case "uncovered-outcome":
                return finding.Place.StartsWith("$.states", StringComparison.Ordinal) || definition.Steps.First(step => step.Key == key).On.All(trigger => workflow.Chosen(finding.Witness!.Case, trigger) is not null) is false ? null : "it is covered";
            case "unset-requirement":
                return Fills(workflow, finding, key) ? "it can be taken" : null;
            case "mail-loop":
                return workflow.Chosen(finding.Witness!.Case, new(TriggerKind.CustomerReplied)) is null ? "nothing answers" : null;
            case "approval-bypass":
                return null;
            default:
                return "nobody holds it to anything";
        }
    }

    private static IEnumerable<string> Misses(ImmutableArray<Finding> findings, WorkflowDefinition definition, EveryCase all)
    {
        foreach (var state in definition.States)
            if (!all.States.Contains(state.Key) && !findings.Any(finding => finding.Code == "unreachable-state" && finding.Place == $"$.states.{state.Key}") && !all.Restless)
                yield return "unreachable-state";
        foreach (var step in definition.Steps)
            if (!all.Steps.Contains(step.Key) && step.From is not Source.Nowhere && !all.Restless
                && !findings.Any(finding => finding.Place.StartsWith($"$.steps.{step.Key}", StringComparison.Ordinal) && finding.Code is "unreachable-step" or "guard-never-true" or "shadowed" or "unset-requirement")
                && definition.States.Any(state => step.From.Includes(state) && all.States.Contains(state.Key)))
                yield return "unreachable-step";
        foreach (var state in all.Lost().Select(subject => subject.State).Distinct())
            if (!findings.Any(finding => finding.Code == "trap" && finding.Place == $"$.states.{state}") && !all.Restless)
                yield return "trap";
        if (all.Restless && !findings.Any(finding => finding.Code == "automatic-loop"))
            yield return "automatic-loop";
    }

    /// <summary>Nobody has a step, no timer waits and nothing that happens leads on, whatever people set.</summary>
    private static bool IsStuck(CompiledWorkflow workflow, CaseSnapshot subject, WorkflowDefinition definition) =>
        workflow.State(subject.State!)!.Timers.IsEmpty && workflow.Steps(subject, Roles.Customer | Roles.Agent | Roles.Manager).All(step => !step.Available)
        && definition.Steps.SelectMany(step => step.On).Distinct().All(trigger => workflow.Chosen(subject, trigger) is null);

    /// <summary>A witness names the values that matter; those that people set may be any.</summary>
    private static bool Agrees(CaseSnapshot subject, Witness witness, WorkflowDefinition definition) => witness.Fields.All(pair =>
        definition.Fields.FirstOrDefault(field => field.Key == pair.Key) is not { SetBy: Roles.None } || (subject.Fields.TryGetValue(pair.Key, out var value) ? value : FieldValue.None) == pair.Value);

    private static bool TwoApply(WorkflowDefinition definition, Finding finding)
    {
        var steps = definition.Steps.Where(step => finding.Message.Contains($"“{step.Key}”", StringComparison.Ordinal)).ToList();
        return steps.Count == 2 && steps.TrueForAll(step =>
        {
            var alone = Alone(definition, step.Key);
            return step.On.Any(trigger => alone.Chosen(finding.Witness!.Case, trigger)?.Key == step.Key);
        });
    }

    private static CompiledWorkflow Alone(WorkflowDefinition definition, string step) =>
        CompiledWorkflow.Compile(definition with { Steps = [definition.Steps.First(one => one.Key == step)], States = [.. definition.States.Select(state => state with { Timers = [] })] });

    private static bool Fills(CompiledWorkflow workflow, Finding finding, string key)
    {
        var step = workflow.Step(key)!;
        if (!step.On.IsEmpty)
            return step.On.Any(trigger => trigger.Kind != TriggerKind.Timer && workflow.Chosen(finding.Witness!.Case, trigger)?.Key == key);
        var fields = step.Requires.Select(workflow.Field).OfType<FieldDefinition>().ToImmutableSortedDictionary(field => field.Key, field => EveryCase.Values(field).Last());
        return workflow.Decide(finding.Witness!.Case, new Command.Take(step.By, DateTimeOffset.UnixEpoch, key, new(true, true, null, fields)), World) is not Decision.Refused { Reasons: var reasons }
            || reasons.Any(reason => reason.Kind == ReasonKind.DoesNotRest);
    }

    private static IEnumerable<ImmutableSortedDictionary<string, FieldValue>> EveryValue(WorkflowDefinition definition)
    {
        IEnumerable<ImmutableSortedDictionary<string, FieldValue>> all = [ImmutableSortedDictionary<string, FieldValue>.Empty];
        foreach (var field in definition.Fields.Append(BuiltInFields.All.First(field => field.Key == BuiltInFields.Priority)))
            all = all.SelectMany(values => EveryCase.Values(field).Select(value => value.IsEmpty ? values : values.Add(field.Key, value)));
        return all;
    }

    private static CaseSnapshot Anywhere(WorkflowDefinition definition, string step, ImmutableSortedDictionary<string, FieldValue> values) =>
        new(definition.States.FirstOrDefault(state => definition.Steps.First(one => one.Key == step).From.Includes(state))?.Key, 1, values);
}
