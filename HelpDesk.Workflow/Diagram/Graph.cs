namespace HelpDesk.Workflow;

/// <summary>What is drawn of a definition: the start, states, and steps bundled by where they lead.</summary>
internal sealed class Graph
{
    private Graph(Spot start, List<Spot> states, List<Bundle> bundles) => (Start, States, Bundles) = (start, states, bundles);

    public Spot Start { get; }

    /// <summary>In the order of the file.</summary>
    public List<Spot> States { get; }

    /// <summary>At most one for each pair of states and direction.</summary>
    public List<Bundle> Bundles { get; }

    public static Graph Of(WorkflowDefinition definition, Phrases phrases)
    {
        var start = new Spot { Width = 16, Height = 16 };
        var states = new Dictionary<string, Spot>(StringComparer.Ordinal);
        foreach (var state in definition.States)
            states.TryAdd(state.Key, new Spot { Box = new StateBox(state, phrases) });

        var bundles = new Dictionary<(Spot, Spot), Bundle>();
        foreach (var step in definition.Steps)
            foreach (var from in Sources(step, start, states))
                Add(step, from, step.To is null ? from : states.GetValueOrDefault(step.To), bundles, phrases);

        var graph = new Graph(start, [.. states.Values], [.. bundles.Values]);
        graph.Measure();
        return graph;
    }

    private static IEnumerable<Spot> Sources(StepDefinition step, Spot start, Dictionary<string, Spot> states) => step.From switch
    {
        Source.Nowhere => [start],
        Source.States some => some.Keys.Distinct().Select(key => states.GetValueOrDefault(key)).OfType<Spot>(),
        Source.InPhase of => states.Values.Where(spot => spot.Box!.State.Phase == of.Phase),
        Source.Every => states.Values.Where(spot => spot.Box!.State.Phase != Phase.Closed),
        _ => throw new InvalidOperationException("A step comes from nowhere, some states, a phase, or every state."),
    };

    private static void Add(StepDefinition step, Spot from, Spot? to, Dictionary<(Spot, Spot), Bundle> bundles, Phrases phrases)
    {
        if (to == from)
            from.Box?.Stay(step, phrases);
        else if (to is not null)
        {
            if (!bundles.TryGetValue((from, to), out var bundle))
                bundles.Add((from, to), bundle = new Bundle(from, to));
            bundle.Labels.Add(new StepLabel(step, from.Box?.State, to.Box!.State, phrases));
        }
    }

    // A box is wide enough for its words and for the lines that may meet one of its sides.
    private void Measure()
    {
        foreach (var spot in States)
        {
            var lines = Bundles.Count(bundle => bundle.From == spot || bundle.To == spot);
            spot.Width = Math.Max(spot.Box!.Width, Math.Min(lines, 40) * Routing.PortGap + 32);
            spot.Height = spot.Box.Height;
        }
    }
}
