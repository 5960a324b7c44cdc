namespace HelpDesk.Workflow;

/// <summary>2: a condition that no case meets, that every case meets, or that comes too late.</summary>
internal sealed record DeadGuard() : Check(2, "dead-guard",
    ("guard-never-true", Severity.Error), ("guard-always-true", Severity.Hint), ("shadowed", Severity.Warning), ("condition-too-large", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var step in ground.Steps)
        {
            if (step.Definition.When is not { } guard)
                continue;
            if (step.Guard is not { } region)
                yield return Found("condition-too-large", step.Place + ".when", $"The condition of {step.Named} is too large to be analysed; split the step, or this condition.");
            else if (region.IsEmpty)
                yield return Found("guard-never-true", step.Place + ".when", $"No case ever meets the condition of {step.Named} ({GuardWords.Of(guard)}); mend it or remove the step.");
            else if (GuardRegion.Of(guard, ground.Domains, holds: false) is { IsEmpty: true })
                yield return Found("guard-always-true", step.Place + ".when", $"Every case meets the condition of {step.Named}; leave it out.");
        }
        foreach (var step in ground.Steps.Where(step => step.Guard is { IsEmpty: false }))
            if (Shadow(ground, step) is { } shadow)
                yield return Found("shadowed", step.Place, $"{step.Named} is never taken: {string.Join(" and ", shadow)} {(shadow.Count == 1 ? "takes" : "take")} every case first; change the order or the conditions.");
    }

    /// <summary>The steps that come first wherever this one could be chosen, or null where it has a chance.</summary>
    private static List<string>? Shadow(Ground ground, GroundStep step)
    {
        if (step.Definition.On.IsEmpty || step.Definition.On.Any(trigger => trigger.Kind == TriggerKind.Timer))
            return null;
        var first = new List<string>();
        foreach (var state in step.From)
            foreach (var edge in ground.Edges[state].Where(edge => edge.Step == step))
            {
                if (edge.CanHold)
                    return null;
                first.AddRange(ground.Edges[state].TakeWhile(other => other != edge).Where(other => other.On == edge.On && other.Step is not null).Select(other => other.Step!.Named));
            }
        return first.Count == 0 ? null : [.. first.Distinct()];
    }
}
