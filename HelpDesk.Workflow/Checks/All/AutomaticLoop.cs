using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>10: automatic steps lead round and round. Decided with a real case, so it is never a false alarm.</summary>
internal sealed record AutomaticLoop() : Check(10, "automatic-loop", ("automatic-loop", Severity.Error))
{
    private static readonly Surroundings Nowhere = new(ImmutableDictionary<string, WorkingCalendar>.Empty);

    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var told = new HashSet<string>();
        foreach (var edge in Cycles.EdgesOf(ground, edge => edge.On is { Kind: TriggerKind.Automatic }))
            if (edge.Region is { } region && !told.Contains(edge.Step!.Key))
                foreach (var cube in region.Cubes)
                    if (ground.Reach.Find(edge.From, Region.Of(cube)) is var (node, narrow) && Loops(ground, Case(ground, edge.From, narrow)) is { } steps && told.Add(edge.Step.Key))
                    {
                        told.UnionWith(steps);
                        yield return Found(
                            "automatic-loop", edge.Step.Place, $"Automatic steps lead from {ground.NameOf(edge.From)} round and round ({string.Join(", ", steps)}), and the case never comes to rest; let a condition end it.",
                            Case(ground, edge.From, narrow), Reachability.Steps(node));
                    }
    }

    /// <summary>The steps that are taken round and round, or null where the case comes to rest.</summary>
    private static List<string>? Loops(Ground ground, Witness witness)
    {
        var nothing = new Command.Edit(Roles.None, DateTimeOffset.UnixEpoch, ImmutableSortedDictionary<string, FieldValue>.Empty);
        if (!IsRestless(ground, witness.Case, nothing))
            return null;
        var (steps, subject) = (new List<string>(), witness.Case);
        for (var turn = 0; turn < ground.States.Length && ground.Compiled.Chosen(subject, new(TriggerKind.Automatic)) is { } step; turn++)
        {
            if (!steps.Contains(step.Key))
                steps.Add(step.Key);
            var values = subject.Fields.ToImmutableSortedDictionary(StringComparer.Ordinal);
            foreach (var set in step.Effects.OfType<Effect.Set>())
                values = values.SetItems(set.Values);
            subject = subject with { State = step.To ?? subject.State, Fields = values };
        }
        return steps;
    }

    private static bool IsRestless(Ground ground, CaseSnapshot subject, Command command)
    {
        // Timers of the states on the way are of no interest, but they are armed where a case comes to rest.
        var calendars = ground.Definition.Calendars.ToImmutableDictionary(key => key, _ => WorkingCalendar.Business(TimeZoneInfo.Utc));
        return ground.Compiled.Decide(subject, command, Nowhere with { Calendars = calendars }) is Decision.Refused { Reasons: [{ Kind: ReasonKind.DoesNotRest }, ..] };
    }
}
