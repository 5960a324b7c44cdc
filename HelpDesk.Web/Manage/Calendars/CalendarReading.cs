using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Calendars;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Calendars;

/// <summary>A calendar in the list.</summary>
/// <param name="IsOpen">Whether people work at this moment.</param>
/// <param name="NextHoliday">The next day on which nobody works.</param>
public sealed record CalendarLine(string Key, string Name, string Zone, IReadOnlyDictionary<DayOfWeek, WorkingHours> Hours, Holiday? NextHoliday, bool IsOpen, IReadOnlyList<string> UsedBy);

/// <summary>A calendar to change.</summary>
/// <param name="Key">Null for a new one.</param>
/// <param name="IsKept">Whether it was ever changed: then it can be deleted, or be as it was shipped again.</param>
public sealed record CalendarPage(string? Key, CalendarForm Form, bool IsKept, IReadOnlyList<string> UsedBy)
{
    public bool IsShipped => Key == WorkflowLibrary.ShippedCalendar;
    public static IReadOnlyList<string> Zones { get; } = [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC").Order(StringComparer.Ordinal)];
}

public sealed class CalendarReading(HelpDeskDb db, ProductZone zone, TimeProvider clock, Words words)
{
    /// <summary>Every calendar with its name, the shipped one first.</summary>
    public static async Task<IReadOnlyList<(string Key, string Name)>> NamesAsync(HelpDeskDb db, Words words, CancellationToken ct)
    {
        var kept = await db.DeskCalendars.OrderBy(c => c.Name).Select(c => new { c.Key, c.Name }).ToListAsync(ct);
        return [.. kept.Exists(c => c.Key == WorkflowLibrary.ShippedCalendar) ? [] : new[] { (WorkflowLibrary.ShippedCalendar, words["Business hours"].ToString()) }, .. kept.Select(c => (c.Key, c.Name))];
    }

    public async Task<IReadOnlyList<CalendarLine>> AllAsync(CancellationToken ct)
    {
        var (uses, now) = (await CalendarCommands.UsesAsync(db, ct), clock.GetUtcNow());
        var kept = await db.DeskCalendars.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var lines = kept.ConvertAll(c => Line(c.Key, c.Name, c.Zone, c.ToWorking(zone.Zone), c.Holidays));
        if (!kept.Exists(c => c.Key == WorkflowLibrary.ShippedCalendar)) lines.Insert(0, Line(WorkflowLibrary.ShippedCalendar, words["Business hours"], zone.Zone.Id, WorkingCalendar.Business(zone.Zone), []));
        return lines;

        CalendarLine Line(string key, string name, string zoneId, WorkingCalendar calendar, IEnumerable<Holiday> holidays)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, calendar.Zone).DateTime);
            return new(key, name, zoneId, calendar.Hours, holidays.FirstOrDefault(holiday => holiday.Date >= today), calendar.WorkBetween(now, now.AddSeconds(1)) > TimeSpan.Zero, uses.GetValueOrDefault(key) ?? []);
        }
    }

    /// <param name="key">Null for a new one.</param>
    /// <param name="typed">What a refused form held, to be shown again.</param>
    public async Task<CalendarPage?> OneAsync(string? key, CalendarForm? typed, CancellationToken ct)
    {
        var shipped = WorkingCalendar.Business(zone.Zone);
        if (key is null) return new(null, typed ?? CalendarForm.Of("", zone.Zone.Id, shipped.Hours, []), false, []);
        var kept = await db.DeskCalendars.AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (kept is null && key != WorkflowLibrary.ShippedCalendar) return null;
        var form = typed ?? (kept is null ? CalendarForm.Of(words["Business hours"], zone.Zone.Id, shipped.Hours, []) : CalendarForm.Of(kept.Name, kept.Zone, kept.Hours, kept.Holidays));
        return new(key, form, kept is not null, (await CalendarCommands.UsesAsync(db, ct)).GetValueOrDefault(key) ?? []);
    }
}
