namespace HelpDesk.Workflow;

/// <summary>Which state stands above which: the longest way from the start along steps that lead forward.</summary>
internal static class Ranks
{
    /// <summary>Marks the bundles that lead backward and gives the start and every state an even layer.</summary>
    public static void Assign(Graph graph)
    {
        // States that no step reaches stand beside the first states, not beside the dot.
        graph.States.ForEach(state => state.Layer = 2);
        var outgoing = graph.Bundles.ToLookup(bundle => bundle.From);
        var done = new List<Spot>();
        var seen = new Dictionary<Spot, bool>();
        foreach (var root in graph.States.Prepend(graph.Start))
            Visit(root, outgoing, seen, done);

        for (var at = done.Count - 1; at >= 0; at--)
            foreach (var bundle in outgoing[done[at]].Where(bundle => !bundle.Backward))
                bundle.To.Layer = Math.Max(bundle.To.Layer, bundle.From.Layer + 2);
    }

    // Depth first; a bundle back to a state on the present way closes a circle and leads backward.
    // Earlier phases first, so that a short cut is found after the long way and stays forward. A loop, for a definition may be deep.
    private static void Visit(Spot root, ILookup<Spot, Bundle> outgoing, Dictionary<Spot, bool> seen, List<Spot> done)
    {
        if (!seen.TryAdd(root, true))
            return;
        var way = new Stack<(Spot Spot, Queue<Bundle> Left)>();
        way.Push((root, ByPhase(outgoing[root])));
        while (way.TryPeek(out var top))
            if (!top.Left.TryDequeue(out var bundle))
            {
                seen[top.Spot] = false;
                done.Add(way.Pop().Spot);
            }
            else if (seen.TryAdd(bundle.To, true))
                way.Push((bundle.To, ByPhase(outgoing[bundle.To])));
            else
                bundle.Backward = seen[bundle.To];
    }

    private static Queue<Bundle> ByPhase(IEnumerable<Bundle> bundles) => new(bundles.OrderBy(bundle => bundle.To.Box!.State.Phase));
}
