using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A case of another desk's log: its rows in the order of time, and the activity of each by number.</summary>
internal sealed record Trace(string Case, LogRow[] Rows, int[] Activities);

/// <summary>Another desk's log by cases. Activities that differ only in case, accents or punctuation are one.</summary>
internal sealed class Traces
{
    private readonly Interned activities = new();
    private readonly List<string> names = [];

    public Traces(IEnumerable<LogRow> rows, double noise)
    {
        Noise = noise;
        All = [.. rows.GroupBy(row => row.Case, StringComparer.Ordinal).Select(Of)];
    }

    public ImmutableArray<Trace> All { get; }

    /// <summary>The first spelling of each activity, by number.</summary>
    public IReadOnlyList<string> Names => names;

    public double Noise { get; }

    /// <summary>How many rows say again what another says, time and actor included: they are left out.</summary>
    public int Doubled { get; private set; }

    /// <summary>Whether something that happened so often, of so many times that it could have, is more than noise.</summary>
    public bool IsMore(int count, int chances) => count >= Noise * chances && count >= (All.Length >= 50 ? 2 : 1);

    private Trace Of(IGrouping<string, LogRow> own)
    {
        // The order is stable: rows of the same time stay in the order of the file.
        var seen = new HashSet<LogRow>();
        LogRow[] rows = [.. own.OrderBy(row => row.At).Where(row => seen.Add(row with { Line = 0 }))];
        Doubled += own.Count() - rows.Length;
        return new(own.Key, rows, Array.ConvertAll(rows, row => NumberOf(row.Activity)));
    }

    private int NumberOf(string activity)
    {
        var number = activities.Number(Folding.Fold(activity) is { Length: > 0 } folded ? folded : activity);
        if (number == names.Count)
            names.Add(activity);
        return number;
    }
}
