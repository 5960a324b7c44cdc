namespace HelpDesk.Workflow;

/// <summary>What is drawn of a definition: the start, states, and which of them steps lead from and to.</summary>
internal sealed class Graph
{
    private readonly Dictionary<string, Spot> states = new(StringComparer.Ordinal);
    private readonly Dictionary<(Spot, Spot), Arc> arcs = [];
    private readonly Phrases phrases;

    public Graph(WorkflowDefinition definition, Phrases phrases)
    {
        this.phrases = phrases;
        foreach (var state in definition.States)
            if (!states.ContainsKey(state.Key))
                states.Add(state.Key, new Spot { Box = new StateBox(state, phrases), Number = states.Count });
        States = [.. states.Values];
        foreach (var step in definition.Steps)
            Add(step);
        Arcs = [.. arcs.Values];
    }

    public Spot Start { get; } = new() { Width = 16, Height = 16 };

    /// <summary>In the order of the file.</summary>
    public List<Spot> States { get; }

    /// <summary>At most one for each pair of states.</summary>
    public List<Arc> Arcs { get; }

    /// <summary>Each step that leads somewhere, with its arcs, in the order of the file.</summary>
    public List<(StepDefinition Step, Arc[] Arcs)> Steps { get; } = [];

    /// <summary>The lines, once it is known which arcs lead backward (<see cref="Bundling"/>).</summary>
    public List<Bundle> Bundles { get; } = [];

    private void Add(StepDefinition step)
    {
        Spot[] sources = [.. Sources(step).Distinct()];
        var to = step.To is null ? null : states.GetValueOrDefault(step.To);
        foreach (var stays in sources.Where(from => step.To is null || from == to))
            stays.Box?.Stay(step, phrases);
        if (to is not null && sources.Where(from => from != to).Select(from => Between(from, to)).ToArray() is { Length: > 0 } used)
            Steps.Add((step, used));
    }

    private IEnumerable<Spot> Sources(StepDefinition step) => step.From switch
    {
        Source.Nowhere => [Start],
        Source.States some => some.Keys.Select(key => states.GetValueOrDefault(key)).OfType<Spot>(),
        Source.InPhase of => States.Where(spot => spot.Box!.State.Phase == of.Phase),
        Source.Every => States.Where(spot => spot.Box!.State.Phase != Phase.Closed),
        _ => throw new InvalidOperationException("A step comes from nowhere, some states, a phase, or every state."),
    };

    private Arc Between(Spot from, Spot to)
    {
        if (!arcs.TryGetValue((from, to), out var arc))
            arcs.Add((from, to), arc = new Arc(from, to));
        return arc;
    }
}
