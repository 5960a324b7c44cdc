using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Calendars;

/// <summary>A day on which nobody works.</summary>
public sealed record Holiday(DateOnly Date, string? Name);

/// <summary>When people of this desk work. Workflows name it by its key.</summary>
public sealed class DeskCalendar
{
    /// <summary>So many calendars a desk has at most.</summary>
    public const int Most = 50;

    /// <summary>So many holidays a calendar has at most.</summary>
    public const int MostHolidays = 1000;

    public const int LongestName = 100;

    private DeskCalendar() { }

    internal DeskCalendar(string key) => Key = key;

    /// <summary>What workflows call it; it never changes.</summary>
    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The IANA id of the zone that its hours are in.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>A line for each working day, as <c>Monday 09:00-17:00</c>.</summary>
    public string HoursText { get; private set; } = "";

    /// <summary>A line for each holiday, as <c>2026-12-25 Christmas Day</c>.</summary>
    public string HolidaysText { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    [NotMapped]
    public ImmutableSortedDictionary<DayOfWeek, WorkingHours> Hours => Lines(HoursText).Select(line => line.Split(' ', '-'))
        .ToImmutableSortedDictionary(parts => Enum.Parse<DayOfWeek>(parts[0]), parts => new WorkingHours(Time(parts[1]), Time(parts[2])));

    [NotMapped]
    public ImmutableArray<Holiday> Holidays => [.. Lines(HolidaysText).Select(line => new Holiday(DateOnly.ParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), line.Length > 11 ? line[11..] : null))];

    /// <summary>As decisions use it.</summary>
    /// <param name="fallback">For a zone that this machine does not know.</param>
    public WorkingCalendar ToWorking(TimeZoneInfo fallback) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : fallback, Hours, [.. Holidays.Select(holiday => holiday.Date)]);

    internal void Say(string name, string zone, IEnumerable<KeyValuePair<DayOfWeek, WorkingHours>> hours, IEnumerable<Holiday> holidays, DateTimeOffset at)
    {
        (Name, Zone, ChangedAt) = (name.Trim(), zone, at);
        HoursText = string.Join('\n', hours.OrderBy(day => day.Key).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Key} {day.Value.From:HH\\:mm}-{day.Value.To:HH\\:mm}")));
        HolidaysText = string.Join('\n', holidays.DistinctBy(holiday => holiday.Date).OrderBy(holiday => holiday.Date).Select(holiday => string.Create(CultureInfo.InvariantCulture, $"{holiday.Date:yyyy-MM-dd} {holiday.Name}").TrimEnd()));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

internal sealed class DeskCalendarMapping : IEntityTypeConfiguration<DeskCalendar>
{
    public void Configure(EntityTypeBuilder<DeskCalendar> calendar)
    {
        calendar.HasKey(c => c.Key);
        calendar.Property(c => c.Key).HasMaxLength(64);
        calendar.Property(c => c.Name).HasMaxLength(DeskCalendar.LongestName);
        calendar.Property(c => c.Zone).HasMaxLength(64);
    }
}
