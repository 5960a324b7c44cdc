namespace HelpDesk.Workflow;

/// <summary>6: a case comes to where nothing can happen to it any more, or leaves a closed state by hand.</summary>
internal sealed record Trap() : Check(6, "trap", ("trap", Severity.Error), ("leaves-closed", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var ends = CanEnd(ground);
        for (var state = 0; state < ground.States.Length; state++)
            if (ground.Reach.Reached[state] && !ends[state])
                yield return Found(
                    "trap", PlaceOf(ground, state), $"From {ground.NameOf(state)} no way leads to a closed state; add a step that leads on.",
                    Case(ground, state, ground.Domains.Everything), Reachability.Steps(ground.Reach.First(state)));
        foreach (var step in ground.Steps)
            if (step.Definition is { On.IsEmpty: true, To: { } to } && ground.PhaseOf(ground.IndexOf(to)) != Phase.Closed)
                foreach (var state in step.From.Where(state => ground.PhaseOf(state) == Phase.Closed))
                    yield return Found(
                        "leaves-closed", step.Place + ".from", $"{step.Named} leaves the closed state {ground.NameOf(state)} by hand; a closed case stays closed, so make it resolved or remove the step from there.",
                        Case(ground, state, ground.Domains.Everything, step.Definition.By), Reachability.Steps(ground.Reach.First(state)));
        foreach (var finding in Stuck(ground, ends))
            yield return finding;
    }

    /// <summary>The states from which a closed one can be reached, whatever the values.</summary>
    private static bool[] CanEnd(Ground ground)
    {
        var ends = new bool[ground.States.Length];
        var into = new List<int>[ground.States.Length];
        var open = new Stack<int>();
        for (var state = 0; state < ends.Length; state++)
        {
            into[state] = [];
            if (ends[state] = ground.PhaseOf(state) == Phase.Closed)
                open.Push(state);
        }
        for (var state = 0; state < ends.Length; state++)
            foreach (var edge in ground.Edges[state])
                if (edge.CanHold)
                    into[edge.To].Add(state);
        while (open.TryPop(out var state))
            foreach (var before in into[state])
                if (!ends[before])
                {
                    ends[before] = true;
                    open.Push(before);
                }
        return ends;
    }

    /// <summary>Values that nobody can change, with which no step is on and no timer waits; played, so that it is never a false alarm.</summary>
    private IEnumerable<Finding> Stuck(Ground ground, bool[] ends)
    {
        var rehearsal = new Rehearsal(ground);
        var told = new HashSet<int>();
        foreach (var node in ground.Reach.IsPrecise ? ground.Reach.Nodes : [])
            if (ends[node.State] && ground.PhaseOf(node.State) != Phase.Closed && !told.Contains(node.State)
                && !ground.Edges[node.State].Exists(edge => edge.Timer is not null || ground.Reach.Allows(edge, node))
                && ground.Reach.Cube(Region.Of(ground.Domains.Everything), node) is { } cube && rehearsal.Play(node) is not null && told.Add(node.State))
                yield return Found(
                    "trap", PlaceOf(ground, node.State), $"A case can come to {ground.NameOf(node.State)} with values that nobody can change there, and then no step is on and no timer waits; add a step for it.",
                    Case(ground, node.State, cube), Reachability.Steps(node));
    }
}
