using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>How long cases stay in a state, from the stays that are over. Quantiles are by nearest rank: lengths that occurred.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many stays; at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Median">Half of them are no longer.</param>
/// <param name="P90">Nine of ten are no longer.</param>
/// <param name="P95">Nineteen of twenty are no longer.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Histogram">All of them in buckets.</param>
public sealed record DwellTime(
    string State, int Count, TimeSpan Mean, TimeSpan Median, TimeSpan P90, TimeSpan P95, TimeSpan Longest, DwellHistogram Histogram)
{
    /// <summary>One for each state that a case has left, by key.</summary>
    public static ImmutableSortedDictionary<string, DwellTime> Of(CaseLog log) => Of(log, Stays.Of(log));

    internal static ImmutableSortedDictionary<string, DwellTime> Of(CaseLog log, ImmutableArray<CaseStay> stays) => stays
        .Where(stay => stay.Left is not null)
        .GroupBy(stay => stay.State, stay => stay.Dwell!.Value.Ticks)
        .ToImmutableSortedDictionary(same => log.States[same.Key], same => From(log.States[same.Key], [.. same.Order()]), StringComparer.Ordinal);

    private static DwellTime From(string state, long[] sorted)
    {
        var histogram = new DwellHistogram();
        foreach (var length in sorted)
            histogram.Add(new(length));
        return new(
            state, sorted.Length, histogram.Mean,
            Quantiles.Of(sorted, 0.5), Quantiles.Of(sorted, 0.9), Quantiles.Of(sorted, 0.95), new(sorted[^1]),
            histogram);
    }
}
