namespace HelpDesk.Workflow;

/// <summary>16: a case is resolved or closed without a word to the customer.</summary>
internal sealed record SilentEnd() : Check(16, "silent-end", ("silent-end", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var step in ground.Steps)
        {
            if (step.Definition.To is not { } to || IsSaid(step.Definition, ground.States[ground.IndexOf(to)]))
                continue;
            var phase = ground.PhaseOf(ground.IndexOf(to));
            foreach (var state in step.From)
                if (Ends(state == ground.Nowhere ? null : ground.PhaseOf(state), phase)
                    && ground.Edges[state].Exists(edge => edge.Step == step && edge.CanHold && !edge.IsCustomers) && (state == ground.Nowhere || ground.Reach.Reached[state]))
                {
                    yield return Found(
                        "silent-end", step.Place, $"{step.Named} ends the case from {ground.NameOf(state)} without a word to the customer; require a reply or mail the customer.",
                        null, state == ground.Nowhere ? [] : [.. Reachability.Steps(ground.Reach.First(state)), step.Key]);
                    break;
                }
        }
    }

    private static bool IsSaid(StepDefinition step, StateDefinition to) =>
        step.Requires.Contains(Requirements.Reply) || step.Effects.Concat(to.Effects).Any(effect => effect is Effect.Mail { To: Recipient.Customer });

    private static bool Ends(Phase? from, Phase to) =>
        to is Phase.Resolved && from is not (Phase.Resolved or Phase.Closed) || to is Phase.Closed && from is not (Phase.Resolved or Phase.Closed);
}
