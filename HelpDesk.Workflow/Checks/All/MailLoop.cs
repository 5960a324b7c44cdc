using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>12: a customer whose mailbox answers by itself and our letters answer each other for ever. Played with a real case, so it is never a false alarm.</summary>
internal sealed record MailLoop() : Check(12, "mail-loop", ("mail-loop", Severity.Error))
{
    private static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero);

    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var told = new HashSet<string>();
        foreach (var edge in Cycles.EdgesOf(ground, edge => edge.On is { Kind: TriggerKind.CustomerReplied or TriggerKind.Automatic }))
            if (edge.On is { Kind: TriggerKind.CustomerReplied } && edge.Region is { } region && !told.Contains(edge.Step!.Key))
                foreach (var cube in region.Cubes)
                    if (ground.Reach.Find(edge.From, Region.Of(cube)) is var (node, narrow) && Answers(ground, Case(ground, edge.From, narrow)) is { } steps && told.Add(edge.Step.Key))
                    {
                        told.UnionWith(steps);
                        yield return Found(
                            "mail-loop", edge.Step.Place, $"A mailbox that answers by itself keeps {string.Join(", ", steps)} going: each reply of the customer mails the customer again; mail the desk instead, or let the first reply lead on.",
                            Case(ground, edge.From, narrow, Roles.Customer), Reachability.Steps(node));
                    }
    }

    /// <summary>The steps of a round that begins and ends with the same case and mails the customer, or null.</summary>
    private static List<string>? Answers(Ground ground, Witness witness)
    {
        var surroundings = new Surroundings(ground.Definition.Calendars.ToImmutableDictionary(key => key, _ => WorkingCalendar.Business(TimeZoneInfo.Utc)));
        var seen = new Dictionary<string, int>();
        var turns = new List<ImmutableArray<StepTaken>>();
        var subject = witness.Case;
        for (var turn = 0; turn <= ground.States.Length + 1; turn++)
        {
            if (!seen.TryAdd(Print(subject), turn))
            {
                var round = turns.Skip(seen[Print(subject)]).SelectMany(path => path).ToList();
                // Each turn must mail: a mailbox only answers what it gets.
                return turns.Skip(seen[Print(subject)]).All(path => path.Any(step => step.Effects.Any(Writes))) ? [.. round.Select(step => step.Step).Distinct()] : null;
            }
            var decision = ground.Compiled.Decide(subject, new Command.Happened(Roles.Customer, Start, new(TriggerKind.CustomerReplied)), surroundings);
            var (path, changes, state) = decision switch
            {
                Decision.Moved moved => (moved.Path, moved.Changes, moved.State),
                Decision.Stayed stayed => (stayed.Path, stayed.Changes, subject.State!),
                _ => ([], ImmutableSortedDictionary<string, FieldValue>.Empty, ""),
            };
            if (path.IsEmpty)
                return null;
            turns.Add(path);
            subject = subject with { State = state, Fields = ((ImmutableSortedDictionary<string, FieldValue>)subject.Fields).SetItems(changes) };
        }
        return null;
    }

    private static bool Writes(Effect effect) => effect is Effect.Mail { To: Recipient.Customer } or Effect.Survey;

    /// <summary>The case without its count of reopenings, which rises with each round.</summary>
    private static string Print(CaseSnapshot subject) =>
        subject.State + "|" + string.Join('|', subject.Fields.Where(pair => pair.Key != BuiltInFields.Reopenings && !pair.Value.IsEmpty).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
