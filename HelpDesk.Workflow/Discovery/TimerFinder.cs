namespace HelpDesk.Workflow;

/// <summary>Finds out whether waits are those of a timer: nearly all of nearly the same round length.</summary>
internal static class TimerFinder
{
    /// <summary>With fewer waits a length may be chance.</summary>
    public const int Fewest = 5;

    private const double Share = 0.8;
    private const double Tolerance = 0.05;

    private static readonly (SpanUnit Unit, TimeSpan Length, int Of)[] Lengths =
    [
        (SpanUnit.Days, TimeSpan.FromDays(1), 1), (SpanUnit.Hours, TimeSpan.FromHours(1), 1),
        (SpanUnit.Minutes, TimeSpan.FromMinutes(1), 5), (SpanUnit.Minutes, TimeSpan.FromMinutes(1), 1),
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <summary>The length, and the share of waits within 5 % of it; null when they are not a timer's.</summary>
    public static (Span After, double Share)? Of(IReadOnlyCollection<TimeSpan> waits)
    {
        if (waits.Count < Fewest)
            return null;
        var median = Quantiles.Of([.. waits.Select(wait => wait.Ticks).Order()], 0.5);
        if (median > Longest || Round(median) is not { } after)
            return null;
        var share = waits.Count(wait => Math.Abs(wait / after.OnTheClock - 1) <= Tolerance) / (double)waits.Count;
        return share >= Share ? (after, share) : null;
    }

    /// <summary>The round length next to this one: whole days where they fit, else hours, else five minutes, else minutes. A job that looks every few minutes makes timers late, hardly early.</summary>
    private static Span? Round(TimeSpan wait)
    {
        foreach (var (unit, length, of) in Lengths)
        {
            var amount = of * (int)Math.Round(wait / (of * length));
            if (amount >= 1 && Math.Abs((wait / (amount * length)) - 1) <= Tolerance / 2)
                return new(amount, unit);
        }
        return null;
    }
}
