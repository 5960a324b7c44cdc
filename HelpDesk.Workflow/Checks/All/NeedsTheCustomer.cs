namespace HelpDesk.Workflow;

/// <summary>7: agents and the system cannot finish alone, or the customer can never leave a state that waits for him.</summary>
internal sealed record NeedsTheCustomer() : Check(7, "needs-the-customer", ("needs-customer", Severity.Warning), ("customer-waits", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        // Where not even the customer can end it, it is a trap, and that is told.
        var (ends, withAll) = (CanEnd(ground, edge => !edge.IsCustomers), CanEnd(ground, _ => true));
        for (var state = 0; state < ground.States.Length; state++)
        {
            if (!ground.Reach.Reached[state])
                continue;
            var path = Reachability.Steps(ground.Reach.First(state));
            // A state from which the same holds of its neighbours is told once, where it begins.
            if (!ends[state] && withAll[state] && !ground.Edges.Take(state).SelectMany(from => from).Any(edge => edge.To == state && !ends[edge.From]))
                yield return Found("needs-customer", PlaceOf(ground, state), $"From {ground.NameOf(state)} agents and time alone never come to a closed state; add a timer or a step for agents, or say why the customer must act.", null, path);
            if (ground.PhaseOf(state) == Phase.Pending && !ground.Edges[state].Exists(edge => edge.IsCustomers && edge.CanHold && edge.To != state || IsSharedByCustomer(edge, state)))
                yield return Found("customer-waits", PlaceOf(ground, state), $"In {ground.NameOf(state)} the case waits for the customer, and nothing that he does leads on; add a step on customer-replied.", null, path);
        }
    }

    private static bool IsSharedByCustomer(Edge edge, int state) =>
        edge.IsByHand && (edge.Step!.Definition.By & Roles.Customer) != 0 && edge.CanHold && edge.To != state;

    private static bool[] CanEnd(Ground ground, Func<Edge, bool> chosen)
    {
        var ends = new bool[ground.States.Length];
        for (var state = 0; state < ends.Length; state++)
            ends[state] = ground.PhaseOf(state) == Phase.Closed;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var state = ends.Length - 1; state >= 0; state--)
                if (!ends[state] && ground.Edges[state].Exists(edge => ends[edge.To] && edge.CanHold && chosen(edge)))
                    ends[state] = changed = true;
        }
        return ends;
    }
}
