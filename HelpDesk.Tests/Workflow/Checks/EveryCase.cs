using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Checks;

/// <summary>
/// Every concrete case of a small definition, found by sending every command to the real decision: the brute force
/// against which the checks are held. It knows nothing of regions or edges.
/// </summary>
internal sealed class EveryCase
{
    private static readonly DateTimeOffset Now = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero);
    private static readonly Surroundings World = new(ImmutableDictionary<string, WorkingCalendar>.Empty);

    private readonly CompiledWorkflow workflow;
    private readonly ImmutableArray<FieldDefinition> fields;
    private readonly Dictionary<string, int> known = [];
    private readonly List<List<int>> leadsTo = [];

    public EveryCase(WorkflowDefinition definition)
    {
        workflow = CompiledWorkflow.Compile(definition);
        fields = [.. BuiltInFields.All.Where(field => field.Key == BuiltInFields.Priority && DefinitionWriter.Write(definition).Contains("\"priority\"", StringComparison.Ordinal)), .. definition.Fields];
        foreach (var filed in Filings())
            Follow(null, CaseSnapshot.New(filed), new Command.Happened(Roles.Customer, Now, new(TriggerKind.Created)));
        for (var at = 0; at < Cases.Count; at++)
            foreach (var command in Commands(Cases[at]))
                Follow(at, Cases[at], command);
    }

    public List<CaseSnapshot> Cases { get; } = [];

    /// <summary>States that some decision came through, and steps that one took.</summary>
    public HashSet<string> States { get; } = [];
    public HashSet<string> Steps { get; } = [];

    /// <summary>Whether some decision was refused because it never came to rest.</summary>
    public bool Restless { get; private set; }

    /// <summary>Whether some request could not be filed.</summary>
    public bool Refused { get; private set; }

    /// <summary>Every value that a field can have, as far as guards on small numbers can tell.</summary>
    public static IEnumerable<FieldValue> Values(FieldDefinition field) => field.Type switch
    {
        FieldType.Choice => field.Choices.Select(choice => FieldValue.Of(choice.Key)),
        FieldType.Flag => [FieldValue.Of(false), FieldValue.Of(true)],
        _ => new[] { -1m, 0m, 0.5m, 1m, 1.5m, 2m, 3m }.Select(FieldValue.Of),
    } is var values && field.Fits(FieldValue.None) ? values.Prepend(FieldValue.None) : values;

    /// <summary>The cases from which no closed state can be reached.</summary>
    public IEnumerable<CaseSnapshot> Lost()
    {
        var into = Cases.Select(_ => new List<int>()).ToList();
        for (var at = 0; at < leadsTo.Count; at++)
            foreach (var next in leadsTo[at])
                into[next].Add(at);
        var open = new Stack<int>(Enumerable.Range(0, Cases.Count).Where(at => workflow.State(Cases[at].State!)!.Phase == Phase.Closed));
        var ends = new HashSet<int>(open);
        while (open.TryPop(out var at))
            foreach (var before in into[at])
                if (ends.Add(before))
                    open.Push(before);
        return Enumerable.Range(0, Cases.Count).Where(at => !ends.Contains(at)).Select(at => Cases[at]);
    }

    private IEnumerable<ImmutableSortedDictionary<string, FieldValue>> Filings()
    {
        IEnumerable<ImmutableSortedDictionary<string, FieldValue>> all = [ImmutableSortedDictionary<string, FieldValue>.Empty];
        foreach (var field in fields.Where(field => field.SetBy != Roles.None))
            all = all.SelectMany(values => Values(field).Select(value => value.IsEmpty ? values : values.Add(field.Key, value)));
        return all;
    }

    private IEnumerable<Command> Commands(CaseSnapshot subject)
    {
        foreach (var kind in new[] { TriggerKind.CustomerReplied, TriggerKind.AgentReplied, TriggerKind.SurveyAnswered })
            if (kind != TriggerKind.SurveyAnswered || HasSurvey)
                yield return new Command.Happened(Roles.Customer, Now, new(kind));
        foreach (var timer in workflow.State(subject.State!)!.Timers)
            yield return new Command.Fire(Roles.None, Now, timer.Key, subject.Entry);
        foreach (var field in fields.Where(field => field.SetBy != Roles.None))
            foreach (var value in Values(field))
                yield return new Command.Edit(field.SetBy, Now, ImmutableSortedDictionary<string, FieldValue>.Empty.Add(field.Key, value));
        foreach (var (key, approval) in subject.Approvals)
            foreach (var granted in new[] { true, false })
                yield return new Command.Approve(Roles.Manager, Now, key, approval.Round, granted) { Actor = "mia" };
        foreach (var step in workflow.Definition.Steps.Where(step => step.By != Roles.None))
            foreach (var form in Forms(step))
                yield return new Command.Take(step.By, Now, step.Key, form);
    }

    private bool HasSurvey => workflow.Definition.Steps.Any(step => step.Effects.Any(effect => effect is Effect.Survey)) || workflow.Definition.States.Any(state => state.Effects.Any(effect => effect is Effect.Survey));

    /// <summary>With nothing in it, and with each value of each required field that its people may set.</summary>
    private IEnumerable<StepForm> Forms(StepDefinition step)
    {
        IEnumerable<ImmutableSortedDictionary<string, FieldValue>> all = [ImmutableSortedDictionary<string, FieldValue>.Empty];
        foreach (var field in fields.Where(field => step.Requires.Contains(field.Key) && (field.SetBy & step.By) != 0))
            all = all.SelectMany(values => Values(field).Select(value => value.IsEmpty ? values : values.Add(field.Key, value)));
        return all.Select(values => new StepForm(true, true, null, values));
    }

    private void Follow(int? from, CaseSnapshot subject, Command command)
    {
        var decision = workflow.Decide(subject, command, World);
        if (decision is Decision.Refused { Reasons: [var reason, ..] })
        {
            Restless |= reason.Kind == ReasonKind.DoesNotRest;
            Refused |= reason.Kind == ReasonKind.NoStart;
            return;
        }
        var (path, changes, approvals, state) = decision switch
        {
            Decision.Moved moved => (moved.Path, moved.Changes, moved.Approvals, moved.State),
            Decision.Stayed stayed => (stayed.Path, stayed.Changes, stayed.Approvals, subject.State!),
            _ => throw new InvalidOperationException(),
        };
        foreach (var step in path)
        {
            Steps.Add(step.Step);
            if (step.To is { } to) States.Add(to);
        }
        // Entries and rounds rise without end and change nothing that a guard sees; reopenings are not looked at here.
        var next = subject with
        {
            State = state,
            Entry = 1,
            Fields = ((ImmutableSortedDictionary<string, FieldValue>)subject.Fields).SetItems(changes).Remove(BuiltInFields.Reopenings),
            Approvals = subject.Approvals.SetItems(approvals.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Round = 1 }))),
        };
        var print = Print(next);
        if (!known.TryGetValue(print, out var index))
        {
            known.Add(print, index = Cases.Count);
            Cases.Add(next);
            leadsTo.Add([]);
        }
        if (from is { } at && !leadsTo[at].Contains(index))
            leadsTo[at].Add(index);
    }

    private static string Print(CaseSnapshot subject) =>
        $"{subject.State};{string.Join(';', subject.Fields.Where(pair => !pair.Value.IsEmpty).Select(pair => $"{pair.Key}={pair.Value}"))};{string.Join(';', subject.Approvals.Select(pair => pair.Value.Status))}";
}
