using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>When people work: a zone, hours a weekday, and holidays.</summary>
/// <param name="Zone">The zone that its hours are in.</param>
/// <param name="Hours">A weekday's working hours, start included, end excluded; a weekday without an entry is free.</param>
/// <param name="Holidays">Dates on which nobody works.</param>
public sealed record WorkingCalendar(
    TimeZoneInfo Zone,
    ImmutableSortedDictionary<DayOfWeek, WorkingHours> Hours,
    ImmutableSortedSet<DateOnly> Holidays)
{
    /// <summary>The shipped calendar: Monday to Friday, 9 to 17.</summary>
    public static WorkingCalendar Business(TimeZoneInfo zone) => new(
        zone,
        new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
            .ToImmutableSortedDictionary(day => day, _ => new WorkingHours(new(9, 0), new(17, 0))),
        []);
}

/// <summary>Working hours of one day.</summary>
/// <param name="From">Start, included.</param>
/// <param name="To">End, excluded; later than the start.</param>
public readonly record struct WorkingHours(TimeOnly From, TimeOnly To);
