namespace HelpDesk.Workflow;

/// <summary>15: time closes a resolved case and nobody asked the customer how it went, or a stay asks twice.</summary>
internal sealed record SurveyCoverage() : Check(15, "survey-coverage", ("survey-missing", Severity.Warning), ("survey-twice", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        // A workflow without surveys wants none.
        if (!ground.HasSurvey)
            yield break;
        var (seen, open) = (new HashSet<(int State, int Asked)>(), new Queue<(int State, int Asked, Edge By)>());
        foreach (var edge in ground.Edges.SelectMany(from => from))
            if (edge.Step is not null && !edge.Stays && ground.PhaseOf(edge.To) == Phase.Resolved && edge.CanHold
                && (edge.From == ground.Nowhere || ground.PhaseOf(edge.From) != Phase.Resolved && ground.Reach.Reached[edge.From]))
                open.Enqueue((edge.To, Surveys(ground.EffectsOf(edge)), edge));
        var twice = new HashSet<int>();
        while (open.TryDequeue(out var at))
        {
            if (!seen.Add((at.State, at.Asked)))
                continue;
            if (Stay(ground.States[at.State], at.Asked) > 1 && twice.Add(at.State))
                yield return Found("survey-twice", PlaceOf(ground, at.State), $"In one stay in {ground.NameOf(at.State)} the customer can be asked for a rating more than once; ask once.", null, Reachability.Steps(ground.Reach.First(at.State)));
            foreach (var edge in ground.Edges[at.State].Where(edge => edge is { Timer: not null, Step: not null, Stays: false, CanHold: true }))
            {
                var asked = Math.Min(2, Before(ground.States[at.State], edge.Timer!, at.Asked) + Surveys(ground.EffectsOf(edge)));
                if (ground.PhaseOf(edge.To) == Phase.Closed && asked == 0)
                    yield return Found("survey-missing", edge.Step!.Place, $"{edge.Step.Named} closes the case by time from {ground.NameOf(at.State)}, and the customer was never asked for a rating; let a timer before it ask.", null, [.. Reachability.Steps(ground.Reach.First(at.State)), edge.Step.Key]);
                else if (ground.PhaseOf(edge.To) == Phase.Resolved)
                    open.Enqueue((edge.To, asked, edge));
            }
        }
    }

    private static int Surveys(IEnumerable<Effect> effects) => effects.Count(effect => effect is Effect.Survey);

    private static int Stay(StateDefinition state, int asked) => asked + state.Timers.Sum(timer => timer.Repeat * Surveys(timer.Effects));

    /// <summary>How often the customer was asked when a timer fires: one that is due earlier in the same calendar has fired.</summary>
    private static int Before(StateDefinition state, TimerDefinition timer, int asked) =>
        asked + state.Timers.Where(other => other.Calendar == timer.Calendar && other.Anchor == timer.Anchor && other.After.Minutes < timer.After.Minutes).Sum(other => Surveys(other.Effects));
}
