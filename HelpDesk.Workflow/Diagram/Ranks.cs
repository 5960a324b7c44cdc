namespace HelpDesk.Workflow;

/// <summary>Which state stands above which: the longest way from the start along steps that lead forward.</summary>
internal static class Ranks
{
    /// <summary>Marks the arcs that lead backward and gives the start and every state an even layer.</summary>
    public static void Assign(Graph graph)
    {
        // States that no step reaches stand beside the first states, not beside the dot.
        graph.States.ForEach(state => state.Layer = 2);
        var outgoing = graph.Arcs.ToLookup(arc => arc.From);
        var done = new List<Spot>();
        var seen = new Dictionary<Spot, bool>();
        foreach (var root in graph.States.Prepend(graph.Start))
            Visit(root, outgoing, seen, done);

        for (var at = done.Count - 1; at >= 0; at--)
            foreach (var arc in outgoing[done[at]].Where(arc => !arc.Backward))
                arc.To.Layer = Math.Max(arc.To.Layer, arc.From.Layer + 2);
    }

    // Depth first; an arc back to a state on the present way closes a circle and leads backward.
    // Earlier phases first, so that a short cut is found after the long way and stays forward. A loop, for a definition may be deep.
    private static void Visit(Spot root, ILookup<Spot, Arc> outgoing, Dictionary<Spot, bool> seen, List<Spot> done)
    {
        if (!seen.TryAdd(root, true))
            return;
        var way = new Stack<(Spot Spot, Queue<Arc> Left)>();
        way.Push((root, ByPhase(outgoing[root])));
        while (way.TryPeek(out var top))
            if (!top.Left.TryDequeue(out var arc))
            {
                seen[top.Spot] = false;
                done.Add(way.Pop().Spot);
            }
            else if (seen.TryAdd(arc.To, true))
                way.Push((arc.To, ByPhase(outgoing[arc.To])));
            else
                arc.Backward = seen[arc.To];
    }

    private static Queue<Arc> ByPhase(IEnumerable<Arc> arcs) => new(arcs.OrderBy(arc => arc.To.Box!.State.Phase));
}
