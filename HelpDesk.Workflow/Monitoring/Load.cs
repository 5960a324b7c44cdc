using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The work in a state during a window of time, by Little's law L = λ · W (J. D. C. Little, Operations Research 9(3), 1961).</summary>
/// <remarks>
/// The law needs no assumption about arrivals or order, but a system that is stationary: what comes in goes out again, on average.
/// Over a window that does not begin and end empty it holds up to the stays that cross its borders, so use a window many times as long as the wait,
/// and look at <see cref="Growth"/>: where it is far from 0 the state fills up or empties, and the wait is that of a system in change.
/// </remarks>
/// <param name="State">The state.</param>
/// <param name="WorkInProgress">L: how many cases stood in it, on average over the window.</param>
/// <param name="ArrivalsADay">λ: how many entered it in 24 hours.</param>
/// <param name="Wait">W = L / λ: how long a case stays on average; null when none entered it.</param>
/// <param name="Arrivals">How many entered it in the window, its start included and its end excluded.</param>
/// <param name="Growth">How many more entered than left it in the window.</param>
/// <param name="Now">How many stand in it at the end of the window.</param>
/// <param name="Oldest">How long the oldest of them has stood there; null when there is none.</param>
public sealed record Load(
    string State, double WorkInProgress, double ArrivalsADay, TimeSpan? Wait, int Arrivals, int Growth, int Now, TimeSpan? Oldest)
{
    /// <summary>The load of each state that a case stood in during the window, closed states left out. The first has the most waiting work: it is the bottleneck.</summary>
    /// <param name="log">The log.</param>
    /// <param name="definition">Says which states are closed.</param>
    /// <param name="start">The window's start, included.</param>
    /// <param name="end">The window's end, excluded: at most when the log was taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty.</exception>
    public static ImmutableArray<Load> Of(CaseLog log, WorkflowDefinition definition, DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        var phases = PhaseTable.Of(log, definition);
        return
        [
            .. Stays.Of(log)
                .Where(stay => phases[stay.State] != Phase.Closed && stay.Entered < end.UtcTicks && !(stay.Left < start.UtcTicks))
                .GroupBy(stay => stay.State)
                .Select(same => Of(log.States[same.Key], [.. same], start.UtcTicks, end.UtcTicks))
                .OrderByDescending(load => load.WorkInProgress).ThenBy(load => load.State, StringComparer.Ordinal),
        ];
    }

    private static Load Of(string state, CaseStay[] stays, long start, long end)
    {
        var caseTicks = stays.Sum(stay => (double)Math.Max(0, Math.Min(stay.Left ?? end, end) - Math.Max(stay.Entered, start)));
        var arrivals = stays.Count(stay => stay.Entered >= start);
        var standing = Array.FindAll(stays, stay => !(stay.Left < end));
        var departures = stays.Count(stay => stay.Left >= start && stay.Left < end);
        return new(
            state,
            caseTicks / (end - start),
            arrivals / new TimeSpan(end - start).TotalDays,
            arrivals == 0 ? null : new((long)(caseTicks / arrivals)),
            arrivals,
            arrivals - departures,
            standing.Length,
            standing.Length == 0 ? null : new(end - standing.Min(stay => stay.Entered)));
    }
}
