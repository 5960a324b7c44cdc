namespace HelpDesk.Workflow;

/// <summary>4: the system has to choose, and for some case no step applies.</summary>
internal sealed record UncoveredCase() : Check(4, "uncovered-case",
    ("uncovered", Severity.Error), ("uncovered-start", Severity.Error), ("uncovered-outcome", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var (trigger, steps) in ground.Choices(ground.Nowhere))
            if (trigger.Kind == TriggerKind.Created && Left(ground, steps) is { IsEmpty: false } left)
                yield return Found("uncovered-start", steps[0].Place, "Some requests cannot be filed: no step on created applies to them; add one without a condition.", Case(ground, ground.Nowhere, left.First));
        for (var state = 0; state < ground.States.Length; state++)
            if (ground.Reach.Reached[state] && ground.PhaseOf(state) != Phase.Closed)
                foreach (var finding in In(ground, state))
                    yield return finding;
    }

    private IEnumerable<Finding> In(Ground ground, int state)
    {
        foreach (var (trigger, steps) in ground.Choices(state))
            if (trigger.Kind == TriggerKind.Automatic && ground.Edges[state].TrueForAll(edge => edge.On == trigger) && Rest(ground, state, steps) is var (node, cube))
                yield return Found(
                    "uncovered", PlaceOf(ground, state), $"In {ground.NameOf(state)} only automatic steps lead on, and for some cases none applies; add one for the rest.",
                    Case(ground, state, cube), Reachability.Steps(node));
            else if (trigger.Kind is TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied && ground.CanHappen(trigger))
            {
                if (Rest(ground, state, steps) is var (where, rest))
                    yield return Found(
                        "uncovered-outcome", steps[0].Place, $"In {ground.NameOf(state)} some cases stay where they are {DefinitionWords.Of(trigger)}; add a step for the rest.",
                        Case(ground, state, rest), Reachability.Steps(where));
                var other = new Trigger(trigger.Kind == TriggerKind.ApprovalGranted ? TriggerKind.ApprovalDenied : TriggerKind.ApprovalGranted, trigger.Key);
                if (ground.Choices(state).All(choice => choice.Trigger != other))
                    yield return Found(
                        "uncovered-outcome", PlaceOf(ground, state), $"In {ground.NameOf(state)} a step is taken {DefinitionWords.Of(trigger)} and none {DefinitionWords.Of(other)}; add one.",
                        Case(ground, state, ground.Domains.Everything), Reachability.Steps(ground.Reach.First(state)));
            }
    }

    private static (Node Node, ulong[] Cube)? Rest(Ground ground, int state, List<GroundStep> steps) =>
        Left(ground, steps) is { IsEmpty: false } left ? ground.Reach.Find(state, left) : null;

    private static Region? Left(Ground ground, List<GroundStep> steps)
    {
        Region? left = Region.Of(ground.Domains.Everything);
        foreach (var step in steps)
            left = step.Condition is { } taken ? left?.Subtract(taken) : null;
        return left;
    }
}
