using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HelpDesk.Workflow;

/// <summary>How often a step was taken from a state to a state: a number on an arrow of the picture.</summary>
/// <param name="From">The state before, or null for filing.</param>
/// <param name="Step">The step, or null where the log names none.</param>
/// <param name="To">The state entered, or null where the case stayed.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record StepCount(string? From, string? Step, string? To, int Count);

/// <summary>How often one step was the next after another in a case, whatever happened between them.</summary>
/// <param name="First">The step before.</param>
/// <param name="Then">The step after.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record Following(string First, string Then, int Count);

/// <summary>Counts of steps and of what directly follows what (van der Aalst, Process Mining, 2016, chapter 6.2).</summary>
public static class StepCounts
{
    /// <summary>Each step with its states, the most frequent first. Their sum is the number of events that took a step or entered a state.</summary>
    public static ImmutableArray<StepCount> Of(CaseLog log)
    {
        var counts = new Dictionary<(int From, int Step, int To), int>();
        foreach (ref readonly var one in log.Events)
            if (one.Step >= 0 || one.Moves)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (one.From, one.Step, one.To), out _)++;
        return
        [
            .. counts
                .Select(pair => new StepCount(Name(log.States, pair.Key.From), Name(log.Steps, pair.Key.Step), Name(log.States, pair.Key.To), pair.Value))
                .OrderByDescending(one => one.Count)
                .ThenBy(one => one.From, StringComparer.Ordinal).ThenBy(one => one.Step, StringComparer.Ordinal).ThenBy(one => one.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>The directly-follows relation between steps, the most frequent first. Their sum is the number of steps less one for each case that has any.</summary>
    public static ImmutableArray<Following> DirectlyFollows(CaseLog log)
    {
        var counts = new Dictionary<(int First, int Then), int>();
        foreach (var one in log.Cases)
            Count(log.EventsOf(one), counts);
        return
        [
            .. counts
                .Select(pair => new Following(log.Steps[pair.Key.First], log.Steps[pair.Key.Then], pair.Value))
                .OrderByDescending(pair => pair.Count)
                .ThenBy(pair => pair.First, StringComparer.Ordinal).ThenBy(pair => pair.Then, StringComparer.Ordinal),
        ];
    }

    private static void Count(ReadOnlySpan<CaseEvent> events, Dictionary<(int First, int Then), int> counts)
    {
        var before = CaseEvent.None;
        foreach (ref readonly var one in events)
        {
            if (one.Step < 0)
                continue;
            if (before >= 0)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (before, one.Step), out _)++;
            before = one.Step;
        }
    }

    private static string? Name(ImmutableArray<string> names, int number) => number < 0 ? null : names[number];
}
