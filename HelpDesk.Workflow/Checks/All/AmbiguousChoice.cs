namespace HelpDesk.Workflow;

/// <summary>3: where the system chooses between steps, two apply to one case and no order says which.</summary>
internal sealed record AmbiguousChoice() : Check(3, "ambiguous-choice", ("ambiguous", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var told = new HashSet<(GroundStep, GroundStep)>();
        for (var state = 0; state <= ground.Nowhere; state++)
            if (state == ground.Nowhere || ground.Reach.Reached[state])
                foreach (var (trigger, steps) in ground.Choices(state))
                    if (steps.Count > 1 && ground.CanHappen(trigger))
                        foreach (var finding in Pairs(ground, state, trigger, steps, told))
                            yield return finding;
    }

    private IEnumerable<Finding> Pairs(Ground ground, int state, Trigger trigger, List<GroundStep> steps, HashSet<(GroundStep, GroundStep)> told)
    {
        for (var one = 0; one < steps.Count; one++)
            for (var two = one + 1; two < steps.Count && Same(steps[one], steps[two]); two++)
                if (Overlap(ground, state, steps, one, two) is { } cube && told.Add((steps[one], steps[two])))
                    yield return Found(
                        "ambiguous", steps[two].Place,
                        $"{Upper(DefinitionWords.Of(trigger))} {(state == ground.Nowhere ? "at filing" : $"in {ground.NameOf(state)}")} both {steps[one].Named} and {steps[two].Named} apply; give them an \"order\", or conditions that exclude each other.",
                        Case(ground, state, cube), state == ground.Nowhere ? [] : Reachability.Steps(ground.Reach.First(state)));
    }

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static bool Same(GroundStep one, GroundStep two) => one.Definition.Order == two.Definition.Order;

    /// <summary>A case to which both apply and that no step of a lower order takes first.</summary>
    private static ulong[]? Overlap(Ground ground, int state, List<GroundStep> steps, int one, int two)
    {
        if (steps[one].Condition is not { } first || steps[two].Condition is not { } second || !first.Meets(second) || first.Intersect(second) is not { } both)
            return null;
        foreach (var earlier in steps.TakeWhile(step => !Same(step, steps[one])))
            if (earlier.Condition is not { } taken || both.Subtract(taken) is not { } left)
                return null;
            else
                both = left;
        return both.IsEmpty ? null : state == ground.Nowhere ? both.First : ground.Reach.Find(state, both)?.Cube;
    }
}
