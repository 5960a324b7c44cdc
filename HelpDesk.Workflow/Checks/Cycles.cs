namespace HelpDesk.Workflow;

/// <summary>Ways on which a case comes back to where it was.</summary>
internal static class Cycles
{
    /// <summary>A shortest way round for each component of the states under some of the edges; those by hand of nobody in particular are the caller's choice.</summary>
    public static IEnumerable<List<Edge>> Of(Ground ground, Func<Edge, bool> chosen)
    {
        var edges = ground.Edges.Take(ground.States.Length).Select(from => from.FindAll(edge => edge.CanHold && chosen(edge))).ToArray();
        if (Array.TrueForAll(edges, from => from.Count == 0))
            yield break;
        var next = edges.Select(from => from.ConvertAll(edge => edge.To)).ToArray();
        var component = Components.Of(edges.Length, state => next[state]);
        var told = new HashSet<int>();
        for (var state = 0; state < edges.Length; state++)
            if (ground.Reach.Reached[state] && !told.Contains(component[state])
                && Around(edges, component, state) is { } round && told.Add(component[state]))
                yield return round;
    }

    /// <summary>The edges that lie on some way round.</summary>
    public static List<Edge> EdgesOf(Ground ground, Func<Edge, bool> chosen)
    {
        var edges = ground.Edges.Take(ground.States.Length).Select(from => from.FindAll(edge => edge.CanHold && chosen(edge))).ToArray();
        var next = edges.Select(from => from.ConvertAll(edge => edge.To)).ToArray();
        var component = Components.Of(edges.Length, state => next[state]);
        return [.. edges.SelectMany(from => from).Where(edge => component[edge.From] == component[edge.To] && ground.Reach.Reached[edge.From])];
    }

    private static List<Edge>? Around(List<Edge>[] edges, int[] component, int start)
    {
        var by = new Dictionary<int, Edge>();
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var state))
            foreach (var edge in edges[state])
                if (edge.To == start)
                    return Trace(by, edge, start);
                else if (component[edge.To] == component[start] && by.TryAdd(edge.To, edge))
                    open.Enqueue(edge.To);
        return null;
    }

    private static List<Edge> Trace(Dictionary<int, Edge> by, Edge last, int start)
    {
        var round = new List<Edge> { last };
        for (var state = last.From; state != start; state = round[^1].From)
            round.Add(by[state]);
        round.Reverse();
        return round;
    }
}
