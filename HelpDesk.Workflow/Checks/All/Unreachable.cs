namespace HelpDesk.Workflow;

/// <summary>5: no case ever comes to a state, or to a step.</summary>
internal sealed record Unreachable() : Check(5, "unreachable", ("unreachable-state", Severity.Error), ("unreachable-step", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        for (var state = 0; state < ground.States.Length; state++)
            if (!ground.Reach.Reached[state])
                yield return Found("unreachable-state", PlaceOf(ground, state), $"No case ever comes to {ground.NameOf(state)}; add a step that leads there, or remove it.");
        foreach (var step in ground.Steps)
            // A condition that nobody meets is said of the condition, a state that nobody comes to of the state.
            if (step.Guard is not { IsEmpty: true } && !step.From.All(state => state < ground.Nowhere && !ground.Reach.Reached[state]) && !ground.Reach.Taken.Contains(step))
                yield return Found("unreachable-step", step.Place, $"{step.Named} is never taken: {Why(ground, step)}.");
    }

    private static string Why(Ground ground, GroundStep step)
    {
        if (step.Definition.On.IsEmpty || step.From.Any(state => ground.Edges[state].Exists(edge => edge.Step == step)))
            return "no case that comes to where it starts has the values that it needs";
        var unheard = step.Definition.On.Where(trigger => trigger.Kind != TriggerKind.Timer && !ground.CanHappen(trigger)).ToList();
        return unheard.Count > 0
            ? $"what takes it never happens ({string.Join(", ", unheard.Select(DefinitionWords.Of))}), as no effect starts it"
            : "no timer of the states where it starts takes it";
    }
}
