using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A definition laid out for the checks: numbered states and steps, conditions as regions, ways as edges. Built once, shared by all checks.</summary>
internal sealed partial class Ground
{
    public Ground(WorkflowDefinition definition, Stock? stock, Succession? succession)
    {
        (Definition, Stock, Succession) = (definition, stock, succession);
        Domains = new(definition);
        for (var state = 0; state < definition.States.Length; state++)
            stateIndex.Add(definition.States[state].Key, state);
        Steps = Analysed();
        StepsFrom = Distribute();
        Asked = Named<Effect.Approval>(effect => effect.Key);
        Started = Named<Effect.Task>(effect => effect.Key);
        HasSurvey = AllEffects().Any(effect => effect is Effect.Survey);
        HasCase = AllEffects().Any(effect => effect is Effect.Case);
        Edges = BuildEdges();
        Reach = new(this);
    }

    private const int MostAlternatives = 2048;

    private readonly Dictionary<string, int> stateIndex = new(StringComparer.Ordinal);
    private CompiledWorkflow? compiled;

    public WorkflowDefinition Definition { get; }
    public Stock? Stock { get; }
    public Succession? Succession { get; }
    public Domains Domains { get; }
    public ImmutableArray<StateDefinition> States => Definition.States;
    public GroundStep[] Steps { get; }

    /// <summary>By state, in the order of the file; the last entry holds the steps that start a case.</summary>
    public List<GroundStep>[] StepsFrom { get; }

    /// <summary>The number that stands for a case that is being filed.</summary>
    public int Nowhere => States.Length;

    /// <summary>Keys of the approvals that some effect asks for, and of the tasks that some effect starts.</summary>
    public HashSet<string> Asked { get; }
    public HashSet<string> Started { get; }
    public bool HasSurvey { get; }
    public bool HasCase { get; }

    /// <summary>By state, as <see cref="StepsFrom"/>.</summary>
    public List<Edge>[] Edges { get; }

    /// <summary>Where cases can come.</summary>
    public Reachability Reach { get; }

    /// <summary>For rehearsing a finding.</summary>
    public CompiledWorkflow Compiled => compiled ??= CompiledWorkflow.Compile(Definition);

    public int IndexOf(string state) => stateIndex[state];

    public Phase PhaseOf(int state) => States[state].Phase;

    public string NameOf(int state) => state == Nowhere ? "filing" : DefinitionWords.Quoted(States[state].Name.ToString());

    /// <summary>Every effect with a place in the definition.</summary>
    public IEnumerable<Effect> AllEffects() =>
        Definition.Steps.SelectMany(step => step.Effects)
            .Concat(States.SelectMany(state => state.Effects))
            .Concat(States.SelectMany(state => state.Timers).SelectMany(timer => timer.Effects));

    /// <summary>What follows from taking an edge: the step's effects, then the entered state's.</summary>
    public IEnumerable<Effect> EffectsOf(Edge edge) => edge.Step is not { } step ? edge.Timer!.Effects
        : edge.Stays ? step.Definition.Effects
        : step.Definition.Effects.AddRange(States[edge.To].Effects);

    private HashSet<string> Named<T>(Func<T, string> key) where T : Effect => AllEffects().OfType<T>().Select(key).ToHashSet(StringComparer.Ordinal);

    private int[] StatesOf(Source from) => from switch
    {
        Source.Nowhere => [Nowhere],
        Source.States list => [.. list.Keys.Select(IndexOf).Order()],
        _ => [.. Enumerable.Range(0, States.Length).Where(state => from.Includes(States[state]))],
    };

    /// <summary>Conditions are compared with each other, so all alternatives together are bounded: beyond that a condition is not analysed.</summary>
    private GroundStep[] Analysed()
    {
        var left = MostAlternatives;
        return [.. Definition.Steps.Select(step =>
        {
            var guard = left > 0 ? GuardRegion.Of(step.When, Domains) : null;
            left -= guard is { } region ? Math.Max(0, region.Cubes.Count - 1) : 0;
            return new GroundStep(step, guard, Domains, StatesOf(step.From));
        })];
    }

    private List<GroundStep>[] Distribute()
    {
        var from = new List<GroundStep>[States.Length + 1];
        for (var state = 0; state < from.Length; state++)
            from[state] = [];
        foreach (var step in Steps)
            foreach (var state in step.From)
                from[state].Add(step);
        return from;
    }
}

/// <summary>A step with its condition as a region.</summary>
internal sealed class GroundStep
{
    public GroundStep(StepDefinition definition, Region? guard, Domains domains, int[] from)
    {
        (Definition, Guard, From) = (definition, guard, from);
        Condition = definition.On.IsEmpty ? Guard : WithRequired(domains);
    }

    public StepDefinition Definition { get; }

    /// <summary>The states in which it may be taken.</summary>
    public int[] From { get; }

    /// <summary>The cases for which its guard holds; null where that is not analysed.</summary>
    public Region? Guard { get; }

    /// <summary>The cases for which it can be taken: a step of the system also needs its fields. Null where that is not analysed.</summary>
    public Region? Condition { get; }

    public string Key => Definition.Key;
    public string Place => "$.steps" + JsonPath.Part(Key, 0);
    public string Named => DefinitionWords.Quoted(Definition.Name.ToString());
    public bool CanHold => Condition is not { IsEmpty: true };

    private Region? WithRequired(Domains domains)
    {
        var region = Guard;
        foreach (var field in Definition.Requires)
        {
            var at = domains.IndexOf(field);
            if (at < 0)
                return null;
            var cube = (ulong[])domains.Everything.Clone();
            cube[at] &= ~domains[at].Empty;
            region = region?.Intersect(Region.Of(cube));
        }
        return region;
    }
}
