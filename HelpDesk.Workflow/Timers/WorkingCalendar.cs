using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>When people work: a zone, hours a weekday, and holidays.</summary>
/// <remarks>
/// A day's work runs from the first moment at which its clock shows the opening time to the last at which it shows the
/// closing time; a time that the clock skips counts as the moment it springs forward.
/// </remarks>
/// <param name="Zone">The zone that its hours are in.</param>
/// <param name="Hours">A weekday's working hours, start included, end excluded; a weekday without an entry is free. At least one weekday has hours.</param>
/// <param name="Holidays">Dates on which nobody works.</param>
/// <exception cref="ArgumentException">No weekday has hours, or some end before they start.</exception>
public sealed record WorkingCalendar(
    TimeZoneInfo Zone,
    ImmutableSortedDictionary<DayOfWeek, WorkingHours> Hours,
    ImmutableSortedSet<DateOnly> Holidays)
{
    /// <summary>A weekday's working hours, start included, end excluded; a weekday without an entry is free.</summary>
    public ImmutableSortedDictionary<DayOfWeek, WorkingHours> Hours { get; init => field = Checked(value); } = Checked(Hours);

    /// <summary>The shipped calendar: Monday to Friday, 9 to 17.</summary>
    public static WorkingCalendar Business(TimeZoneInfo zone) => new(
        zone,
        new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
            .ToImmutableSortedDictionary(day => day, _ => new WorkingHours(new(9, 0), new(17, 0))),
        []);

    /// <summary>The moment at which this much work has been done, in UTC; outside hours work starts at the next opening.</summary>
    /// <remarks>
    /// Minutes and hours count working time. A day leads to the same clock time on the next working day, moved into its
    /// hours where they do not contain it; a week is as many days as a week has working days.
    /// </remarks>
    /// <param name="from">When it starts, in any offset.</param>
    /// <param name="span">How much.</param>
    /// <exception cref="ArgumentOutOfRangeException">The moment is beyond the year 9998.</exception>
    public DateTimeOffset Add(DateTimeOffset from, Span span) => span.Unit switch
    {
        SpanUnit.Days => AddDays(from, span.Amount),
        SpanUnit.Weeks => AddDays(from, checked(span.Amount * Hours.Count)),
        _ => Reach(from, span.OnTheClock),
    };

    /// <summary>The moment at which this much working time has passed, in UTC.</summary>
    /// <param name="from">When it starts, in any offset.</param>
    /// <param name="work">How much working time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The moment is beyond the year 9998.</exception>
    public DateTimeOffset AddWork(DateTimeOffset from, TimeSpan work) => Reach(from, work);

    /// <summary>The working time between two moments; zero where the second is not later.</summary>
    /// <param name="from">The first, in any offset.</param>
    /// <param name="to">The second, in any offset.</param>
    public TimeSpan WorkBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (work, last) = (TimeSpan.Zero, LocalDate(to));
        foreach (var day in WorkingDaysFrom(LocalDate(from)).TakeWhile(day => day <= last))
        {
            var (open, close) = WorkOn(day);
            var (start, end) = (Later(open, from), close < to ? close : to);
            if (end > start)
                work += end - start;
        }
        return work;
    }

    private DateTimeOffset Reach(DateTimeOffset from, TimeSpan left)
    {
        var cursor = from.ToUniversalTime();
        foreach (var day in WorkingDaysFrom(LocalDate(from)))
        {
            var (open, close) = WorkOn(day);
            cursor = Later(cursor, open);
            if (cursor >= close)
                continue;
            if (left <= close - cursor)
                return cursor + left;
            left -= close - cursor;
            cursor = close;
        }
        throw TooFar();
    }

    private DateTimeOffset AddDays(DateTimeOffset from, int count)
    {
        var start = Reach(from, TimeSpan.Zero);
        var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, Zone).DateTime);
        foreach (var day in WorkingDaysFrom(LocalDate(start)).Skip(count))
        {
            var (open, close) = WorkOn(day);
            var same = Zone.FirstMoment(day.ToDateTime(clock));
            return same < open ? open : same > close ? close : same;
        }
        throw TooFar();
    }

    private IEnumerable<DateOnly> WorkingDaysFrom(DateOnly first)
    {
        for (var day = first; day.Year < 9999; day = day.AddDays(1))
            if (Hours.ContainsKey(day.DayOfWeek) && !Holidays.Contains(day))
                yield return day;
    }

    private (DateTimeOffset Open, DateTimeOffset Close) WorkOn(DateOnly day)
    {
        var hours = Hours[day.DayOfWeek];
        var close = hours.To == TimeOnly.MinValue ? day.AddDays(1).ToDateTime(TimeOnly.MinValue) : day.ToDateTime(hours.To);
        return (Zone.FirstMoment(day.ToDateTime(hours.From)), Zone.LastMoment(close));
    }

    private DateOnly LocalDate(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static ArgumentOutOfRangeException TooFar() => new("span", "The calendar has not that much work before the year 9999.");

    private static ImmutableSortedDictionary<DayOfWeek, WorkingHours> Checked(ImmutableSortedDictionary<DayOfWeek, WorkingHours> hours)
    {
        // Without any work no amount of it is ever done.
        if (hours.IsEmpty)
            throw new ArgumentException("A calendar needs a weekday with working hours.", nameof(hours));
        if (hours.Values.Any(day => day.To != TimeOnly.MinValue && day.To <= day.From))
            throw new ArgumentException("Working hours end after they start.", nameof(hours));
        return hours;
    }
}

/// <summary>Working hours of one day.</summary>
/// <param name="From">Start, included.</param>
/// <param name="To">End, excluded; later than the start. Midnight is the end of the day.</param>
public readonly record struct WorkingHours(TimeOnly From, TimeOnly To);
