namespace HelpDesk.Workflow;

/// <summary>8: a role that must act and cannot, or that is named and can do nothing. Only roles that steps or approvals name are judged.</summary>
internal sealed record IdleRole() : Check(8, "idle-role", ("nobody-acts", Severity.Warning), ("idle-role", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var named = ground.Definition.Steps.Aggregate(Roles.None, (roles, step) => roles | step.By);
        var acting = ground.Edges.SelectMany(from => from).Where(edge => edge.IsByHand && edge.CanHold && (edge.From == ground.Nowhere || ground.Reach.Reached[edge.From]))
            .Aggregate(Roles.None, (roles, edge) => roles | edge.Step!.Definition.By);
        var deciding = ground.Definition.Approvals.Aggregate(Roles.None, (roles, approval) => roles | approval.By);
        foreach (var role in new[] { Roles.Customer, Roles.Agent, Roles.Manager })
            if ((named & role) != 0 && ((acting | deciding) & role) == 0)
                yield return Found("idle-role", "$.steps", $"The role {DefinitionWords.Of(role)} is named, and there is never anything that it can do; add a step for it or leave it out.");
        if ((named & (Roles.Agent | Roles.Manager)) == 0)
            yield break;
        for (var state = 0; state < ground.States.Length; state++)
            if (ground.Reach.Reached[state] && ground.PhaseOf(state) is Phase.Open or Phase.Assigned && !HasWayOn(ground, state))
                yield return Found(
                    "nobody-acts", PlaceOf(ground, state), $"In {ground.NameOf(state)} it is the desk's turn, and no agent or manager has a step that leads on; add one.",
                    null, Reachability.Steps(ground.Reach.First(state)));
    }

    /// <summary>A decision that the system makes at once needs nobody.</summary>
    private static bool HasWayOn(Ground ground, int state) => ground.Edges[state].Exists(edge =>
        edge.CanHold && edge.To != state
        && (edge.IsByHand && (edge.Step!.Definition.By & (Roles.Agent | Roles.Manager)) != 0
            || edge.On is { Kind: TriggerKind.Automatic or TriggerKind.AgentReplied or TriggerKind.FieldChanged or TriggerKind.ApprovalGranted or TriggerKind.TaskDone or TriggerKind.CaseClosed }));
}
