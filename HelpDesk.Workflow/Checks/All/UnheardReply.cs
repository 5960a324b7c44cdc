namespace HelpDesk.Workflow;

/// <summary>19: the customer writes on a pending or resolved case, and for some case nothing follows.</summary>
internal sealed record UnheardReply() : Check(19, "unheard-reply", ("unheard-reply", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        for (var state = 0; state < ground.States.Length; state++)
            if (ground.Reach.Reached[state] && ground.PhaseOf(state) is Phase.Pending or Phase.Resolved && Left(ground, state) is { IsEmpty: false } left && ground.Reach.Find(state, left) is var (node, cube))
                yield return Found(
                    "unheard-reply", PlaceOf(ground, state), $"When the customer writes in {ground.NameOf(state)}, some cases stay where they are; add a step on customer-replied for them.",
                    Case(ground, state, cube, Roles.Customer), Reachability.Steps(node));
    }

    private static Region? Left(Ground ground, int state)
    {
        Region? left = Region.Of(ground.Domains.Everything);
        foreach (var step in ground.StepsFrom[state].Where(step => step.Definition.On.Contains(new(TriggerKind.CustomerReplied))))
            left = step.Condition is { } heard ? left?.Subtract(heard) : null;
        return left;
    }
}
