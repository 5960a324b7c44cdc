using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Whether a timer acted when it was due.</summary>
/// <param name="Timer">The timer's key.</param>
/// <param name="State">The state in which it acted; null where the log does not say.</param>
/// <param name="Fired">How often it acted; at least 1.</param>
/// <param name="Late">How often a second or more after its due time.</param>
/// <param name="Latest">The longest delay, in whole seconds.</param>
public sealed record Punctuality(string Timer, string? State, int Fired, int Late, TimeSpan Latest)
{
    /// <summary>One for each timer and state, the latest first.</summary>
    public static ImmutableArray<Punctuality> Of(CaseLog log) =>
    [
        .. log.Events.ToArray()
            .Where(one => one is { Kind: CaseEventKind.TimerFired, Subject: >= 0 })
            .GroupBy(one => (one.Subject, one.From))
            .Select(same => new Punctuality(
                log.Subjects[same.Key.Subject], same.Key.From < 0 ? null : log.States[same.Key.From],
                same.Count(), same.Count(one => one.SecondsLate > 0), TimeSpan.FromSeconds(same.Max(one => one.SecondsLate))))
            .OrderByDescending(one => one.Latest).ThenBy(one => one.Timer, StringComparer.Ordinal).ThenBy(one => one.State, StringComparer.Ordinal),
    ];

    /// <summary>How often the target of each service-level clock was missed, by the clock's key.</summary>
    public static ImmutableSortedDictionary<string, int> MissedDeadlines(CaseLog log) => log.Events.ToArray()
        .Where(one => one is { Kind: CaseEventKind.DeadlineMissed, Subject: >= 0 })
        .GroupBy(one => one.Subject)
        .ToImmutableSortedDictionary(same => log.Subjects[same.Key], same => same.Count(), StringComparer.Ordinal);
}
