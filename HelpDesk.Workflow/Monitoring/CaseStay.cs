using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The time between entering a state and leaving it.</summary>
/// <param name="Case">The case: an index into <see cref="CaseLog.Cases"/>.</param>
/// <param name="State">The state: an index into <see cref="CaseLog.States"/>.</param>
/// <param name="Entered">When it began, in ticks, UTC.</param>
/// <param name="Left">When it ended, in ticks, UTC; null while it lasts.</param>
public readonly record struct CaseStay(int Case, int State, long Entered, long? Left)
{
    /// <summary>How long it took, or null while it lasts. Never negative, even where a log's times go backwards.</summary>
    public TimeSpan? Dwell => Left is { } left ? new(Math.Max(0, left - Entered)) : null;
}

/// <summary>The stays of a log.</summary>
public static class Stays
{
    /// <summary>Every stay, case after case, in order. Entering the state in which a case stands begins a new stay.</summary>
    public static ImmutableArray<CaseStay> Of(CaseLog log)
    {
        var stays = ImmutableArray.CreateBuilder<CaseStay>();
        for (var i = 0; i < log.Cases.Length; i++)
            Add(stays, log, i);
        return stays.DrainToImmutable();
    }

    private static void Add(ImmutableArray<CaseStay>.Builder stays, CaseLog log, int owner)
    {
        CaseStay? present = null;
        foreach (ref readonly var one in log.EventsOf(log.Cases[owner]))
        {
            if (!one.Moves)
                continue;
            if (present is { } ended)
                stays.Add(ended with { Left = one.Ticks });
            present = new(owner, one.To, one.Ticks, null);
        }
        if (present is { } last)
            stays.Add(last);
    }
}
