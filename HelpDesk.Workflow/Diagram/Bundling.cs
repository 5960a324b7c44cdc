namespace HelpDesk.Workflow;

/// <summary>Which steps share a line, once it is known which of them lead backward.</summary>
internal static class Bundling
{
    /// <summary>From so many states on, the lines of a step run together and have one label.</summary>
    private const int Many = 3;

    public static void Bundle(Graph graph, Phrases phrases)
    {
        var bundles = new Dictionary<string, Bundle>(StringComparer.Ordinal);
        foreach (var (step, arcs) in graph.Steps)
            foreach (var way in arcs.GroupBy(arc => arc.Backward))
                foreach (var sources in way.Count() < Many ? way.Select(arc => new[] { arc.From }) : [[.. way.Select(arc => arc.From).OrderBy(spot => spot.Number)]])
                    Add(step, sources, arcs[0].To, way.Key, graph, bundles, phrases);
    }

    private static void Add(StepDefinition step, Spot[] sources, Spot to, bool backward, Graph graph, Dictionary<string, Bundle> bundles, Phrases phrases)
    {
        var key = $"{string.Join(',', sources.Select(spot => spot.Number))}>{to.Number}";
        if (!bundles.TryGetValue(key, out var bundle))
        {
            bundles.Add(key, bundle = new Bundle(sources, to, backward));
            graph.Bundles.Add(bundle);
        }
        bundle.Labels.Add(new StepLabel(step, [.. sources.Select(spot => spot.Box?.State)], to.Box!.State, phrases));
    }
}
