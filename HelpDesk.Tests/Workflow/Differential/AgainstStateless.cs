using System.Collections.Concurrent;
using System.Collections.Immutable;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Differential;

/// <summary>A hundred thousand traces over random definitions: what our decision accepts, refuses and leads to, a Stateless machine accepts, refuses and leads to.</summary>
public class AgainstStateless(ITestOutputHelper output)
{
    private const int Definitions = 2_500;
    private const int Traces = 40;
    private const int Commands = 8;

    private static readonly Surroundings World = new(ImmutableDictionary<string, WorkingCalendar>.Empty);
    private static readonly Roles[] Hands = [Roles.Customer, Roles.Agent, Roles.Manager, Roles.Agent | Roles.Manager];

    [Fact]
    public void Both_accept_refuse_and_lead_to_the_same()
    {
        var (differences, counts) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, int>());
        Parallel.For(0, Definitions, seed =>
        {
            var definition = RandomDefinitions.Small(seed + 100_000) is { Approvals.IsEmpty: true } plain ? plain : RandomDefinitions.Small(seed + 100_000) with { Approvals = [] };
            if (DefinitionReader.Read(DefinitionWriter.Write(definition)).Definition is null)
                definition = RandomDefinitions.Small(42);
            var (dice, workflow, other) = (new Random(seed), CompiledWorkflow.Compile(definition), new StatelessDouble(definition));
            for (var trace = 0; trace < Traces; trace++)
                if (Follow(definition, workflow, other, dice, counts) is { } difference)
                    differences.Add($"{seed}: {difference}");
        });
        output.WriteLine($"{Definitions * Traces} traces: " + string.Join(", ", counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(differences.IsEmpty, $"{differences.Count} differences:\n" + string.Join('\n', differences.Order().Take(10)));
        Assert.True(counts["moved"] > 100_000 && counts["refused"] > 50_000 && counts["stayed"] > 50_000, string.Join(", ", counts));
    }

    private static string? Follow(WorkflowDefinition definition, CompiledWorkflow workflow, StatelessDouble other, Random dice, ConcurrentDictionary<string, int> counts)
    {
        var values = Filed(definition, dice);
        other.Begin(new(values));
        var subject = CaseSnapshot.New(values);
        for (var turn = 0; turn < Commands; turn++)
        {
            var (command, theirs) = Next(definition, workflow, other, subject, dice, turn);
            var decision = workflow.Decide(subject, command, World);
            counts.AddOrUpdate(decision is Decision.Moved ? "moved" : decision is Decision.Refused ? "refused" : "stayed", 1, (_, count) => count + 1);
            var accepted = theirs();
            if (accepted == decision is Decision.Refused)
                return $"{command} was {decision} here and {(accepted ? "accepted" : "refused")} there";
            subject = After(subject, decision);
            if (subject.State != other.State)
                return $"{command} led to {subject.State} here and {other.State} there";
            if (!Same(subject.Fields, other.Values))
                return $"{command} left {Shown(subject.Fields)} here and {Shown(other.Values)} there";
            if (subject.State is null)
                return null;
        }
        return null;
    }

    private static (Command Command, Func<bool> Theirs) Next(WorkflowDefinition definition, CompiledWorkflow workflow, StatelessDouble other, CaseSnapshot subject, Random dice, int turn)
    {
        var now = DateTimeOffset.UnixEpoch;
        if (turn == 0)
            return (new Command.Happened(Roles.Customer, now, new(TriggerKind.Created)), () => other.Happens(TriggerKind.Created));
        switch (dice.Next(6))
        {
            case 0:
                var kind = new[] { TriggerKind.CustomerReplied, TriggerKind.AgentReplied, TriggerKind.SurveyAnswered }[dice.Next(3)];
                return (new Command.Happened(Roles.Customer, now, new(kind)), () => other.Happens(kind));
            case 1 when workflow.State(subject.State!)!.Timers is { IsEmpty: false } timers:
                var timer = timers[dice.Next(timers.Length)];
                return (new Command.Fire(Roles.None, now, timer.Key, subject.Entry), () => other.Timer(timer.Step!));
            case 2 when definition.Fields.Length > 0:
                var (field, by) = (definition.Fields[dice.Next(definition.Fields.Length)], Hands[dice.Next(Hands.Length)]);
                var value = Some(field, dice);
                return (new Command.Edit(by, now, ImmutableSortedDictionary<string, FieldValue>.Empty.Add(field.Key, value)), () => other.Edit(field.Key, value, by));
            default:
                var (step, who) = (definition.Steps[dice.Next(definition.Steps.Length)], Hands[dice.Next(Hands.Length)]);
                var form = definition.Fields.Where(one => step.Requires.Contains(one.Key) && dice.Next(3) > 0).ToImmutableSortedDictionary(one => one.Key, one => Some(one, dice));
                return (new Command.Take(who, now, step.Key, new(true, true, null, form)), () => other.Take(step.Key, who, form));
        }
    }

    private static Dictionary<string, FieldValue> Filed(WorkflowDefinition definition, Random dice)
    {
        var values = new Dictionary<string, FieldValue> { [BuiltInFields.Priority] = FieldValue.Of(BuiltInFields.Priorities[dice.Next(4)]) };
        foreach (var field in definition.Fields.Where(_ => dice.Next(2) == 0))
            values[field.Key] = Some(field, dice);
        return values;
    }

    private static FieldValue Some(FieldDefinition field, Random dice) => dice.Next(5) == 0 ? FieldValue.None : field.Type switch
    {
        FieldType.Choice => FieldValue.Of(field.Choices[dice.Next(field.Choices.Length)].Key),
        FieldType.Flag => FieldValue.Of(dice.Next(2) == 0),
        _ => FieldValue.Of(dice.Next(5) / 2m),
    };

    private static CaseSnapshot After(CaseSnapshot before, Decision decision)
    {
        var changes = decision switch { Decision.Moved moved => moved.Changes, Decision.Stayed stayed => stayed.Changes, _ => ImmutableSortedDictionary<string, FieldValue>.Empty };
        var fields = new Dictionary<string, FieldValue>(before.Fields);
        foreach (var (key, value) in changes)
            fields[key] = value;
        return before with { Fields = fields, State = (decision as Decision.Moved)?.State ?? before.State, Entry = (decision as Decision.Moved)?.Entry ?? before.Entry };
    }

    private static bool Same(IReadOnlyDictionary<string, FieldValue> one, Dictionary<string, FieldValue> two) =>
        one.Keys.Concat(two.Keys).All(key => one.GetValueOrDefault(key) == two.GetValueOrDefault(key));

    private static string Shown(IEnumerable<KeyValuePair<string, FieldValue>> values) => string.Join(" ", values.Where(pair => !pair.Value.IsEmpty).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
