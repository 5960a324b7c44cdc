using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A path that cases took through the states.</summary>
/// <param name="States">The states entered, in order.</param>
/// <param name="Count">How many cases took exactly this path so far.</param>
/// <param name="Share">Their share of all cases, from 0 to 1.</param>
/// <param name="Median">The median time from entering the first state to entering the last.</param>
public sealed record Variant(ImmutableArray<string> States, int Count, double Share, TimeSpan Median)
{
    /// <summary>The distinct paths, the most frequent first. A case that entered no state is not counted.</summary>
    public static ImmutableArray<Variant> Of(CaseLog log)
    {
        var paths = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        foreach (var one in log.Cases)
            Note(log.EventsOf(one), paths);
        var all = (double)paths.Values.Sum(lengths => lengths.Count);
        return
        [
            .. paths
                .OrderByDescending(path => path.Value.Count).ThenBy(path => path.Key, StringComparer.Ordinal)
                .Select(path => new Variant(
                    [.. path.Key.Select(state => log.States[state])],
                    path.Value.Count,
                    path.Value.Count / all,
                    Quantiles.Of([.. path.Value.Order()], 0.5))),
        ];
    }

    /// <summary>A state's number fits a character, so a path is a string: it compares and hashes fast.</summary>
    private static void Note(ReadOnlySpan<CaseEvent> events, Dictionary<string, List<long>> paths)
    {
        var path = new System.Text.StringBuilder();
        var (first, last) = (0L, 0L);
        foreach (ref readonly var one in events)
        {
            if (!one.Moves)
                continue;
            if (path.Length == 0)
                first = one.Ticks;
            last = one.Ticks;
            path.Append((char)one.To);
        }
        if (path.Length == 0)
            return;
        var key = path.ToString();
        if (!paths.TryGetValue(key, out var lengths))
            paths.Add(key, lengths = []);
        lengths.Add(Math.Max(0, last - first));
    }
}
