namespace HelpDesk.Workflow;

/// <summary>From clock times to moments, where the clock is put forward or back.</summary>
internal static class LocalTimes
{
    /// <summary>The first moment at which the clock shows this time.</summary>
    public static DateTimeOffset FirstMoment(this TimeZoneInfo zone, DateTime clock) =>
        zone.Moment(clock, offsets => offsets.Max());

    /// <summary>The last moment at which the clock shows this time.</summary>
    public static DateTimeOffset LastMoment(this TimeZoneInfo zone, DateTime clock) =>
        zone.Moment(clock, offsets => offsets.Min());

    private static DateTimeOffset Moment(this TimeZoneInfo zone, DateTime clock, Func<TimeSpan[], TimeSpan> choose)
    {
        if (zone.IsInvalidTime(clock))
            clock = AfterGap(zone, clock);
        var offset = zone.IsAmbiguousTime(clock) ? choose(zone.GetAmbiguousTimeOffsets(clock)) : zone.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset).ToUniversalTime();
    }

    /// <summary>Clocks are put forward at whole minutes, and never by more than a day.</summary>
    private static DateTime AfterGap(TimeZoneInfo zone, DateTime clock)
    {
        var minute = clock.AddTicks(-(clock.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(minute))
            minute = minute.AddMinutes(1);
        return minute;
    }
}
