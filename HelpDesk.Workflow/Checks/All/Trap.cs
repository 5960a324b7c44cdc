namespace HelpDesk.Workflow;

/// <summary>6: a case comes to where nothing can happen to it any more, or leaves a closed state by hand.</summary>
internal sealed record Trap() : Check(6, "trap", ("trap", Severity.Error), ("leaves-closed", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var ends = Ends(ground);
        var some = ends.Select(node => node.State).ToHashSet();
        for (var state = 0; state < ground.States.Length; state++)
            if (ground.Reach.Reached[state] && !some.Contains(state))
                yield return Found(
                    "trap", PlaceOf(ground, state), $"From {ground.NameOf(state)} no way leads to a closed state; add a step that leads on.",
                    Case(ground, state, ground.Domains.Everything), Reachability.Steps(ground.Reach.First(state)));
        foreach (var finding in Exits(ground).Concat(ByValues(ground, ends, some)))
            yield return finding;
    }

    /// <summary>The places from which a case can come to rest in a closed state.</summary>
    private static HashSet<Node> Ends(Ground ground)
    {
        var open = new Stack<Node>(ground.Reach.Nodes.Where(node => ground.PhaseOf(node.State) == Phase.Closed && ground.Reach.Rests(node)));
        var ends = new HashSet<Node>(open);
        while (open.TryPop(out var node))
            foreach (var before in node.Before)
                if (before.State != ground.Nowhere && ends.Add(before))
                    open.Push(before);
        return ends;
    }

    private IEnumerable<Finding> Exits(Ground ground)
    {
        foreach (var step in ground.Steps)
            if (step.Definition.To is { } to && ground.PhaseOf(ground.IndexOf(to)) != Phase.Closed)
                foreach (var edge in step.From.Where(state => state != ground.Nowhere && ground.PhaseOf(state) == Phase.Closed).SelectMany(state => ground.Edges[state]))
                    if (edge.Step == step && (edge.IsByHand || edge.On is { Kind: TriggerKind.Automatic }) && edge.CanHold)
                        yield return Found(
                            "leaves-closed", step.Place + ".from", $"{step.Named} leaves the closed state {ground.NameOf(edge.From)} {(edge.IsByHand ? "by hand" : "by itself")}; a closed case stays closed, so make the state resolved or take the step away from there.",
                            Case(ground, edge.From, edge.Region is { } region ? region.First : ground.Domains.Everything, step.Definition.By), Reachability.Steps(ground.Reach.First(edge.From)));
    }

    /// <summary>Values that nobody can change, with which no way leads to an end; played, so that it is never a false alarm.</summary>
    private IEnumerable<Finding> ByValues(Ground ground, HashSet<Node> ends, HashSet<int> some)
    {
        var rehearsal = new Rehearsal(ground);
        var told = new HashSet<int>();
        foreach (var node in ground.Reach.IsPrecise ? ground.Reach.Nodes : [])
            if (some.Contains(node.State) && !ends.Contains(node) && ground.PhaseOf(node.State) != Phase.Closed && !told.Contains(node.State)
                && ground.Reach.Cube(Region.Of(ground.Domains.Everything), node) is { } cube && rehearsal.Play(node) is not null && told.Add(node.State))
                yield return Found(
                    "trap", PlaceOf(ground, node.State), $"A case can come to {ground.NameOf(node.State)} with values that nobody can change there, and then no way leads to a closed state; add a step for it.",
                    Case(ground, node.State, cube), Reachability.Steps(node));
    }
}
