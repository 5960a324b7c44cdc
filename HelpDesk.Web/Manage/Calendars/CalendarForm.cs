using System.Globalization;
using HelpDesk.Domain.Workflows.Calendars;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Manage.Calendars;

/// <summary>When people work, as it is typed.</summary>
/// <param name="From">When work begins on each weekday, Monday first; empty where nobody works.</param>
/// <param name="To">When it ends.</param>
/// <param name="Holidays">A date and, after a blank, a name in each line.</param>
public sealed record CalendarForm(string? Name, string? Zone, IReadOnlyList<string?>? From, IReadOnlyList<string?>? To, string? Holidays)
{
    /// <summary>Monday first.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static CalendarForm Of(string name, string zone, IReadOnlyDictionary<DayOfWeek, WorkingHours> hours, IEnumerable<Holiday> holidays) => new(name, zone,
        [.. Week.Select(day => hours.TryGetValue(day, out var work) ? work.From.ToString("HH:mm", CultureInfo.InvariantCulture) : null)],
        [.. Week.Select(day => hours.TryGetValue(day, out var work) ? work.To.ToString("HH:mm", CultureInfo.InvariantCulture) : null)],
        string.Join('\n', holidays.Select(holiday => $"{holiday.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {holiday.Name}".TrimEnd())));

    /// <summary>What it says; null where something is wrong, which stands in the model state then.</summary>
    public CalendarWords? Read(ModelStateDictionary faults, Words words)
    {
        var name = Name?.Trim() ?? "";
        if (name.Length is 0 or > DeskCalendar.LongestName) faults.AddModelError("name", words["Write a name of at most {0} characters.", DeskCalendar.LongestName]);
        if (Zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) faults.AddModelError("zone", words["Choose a time zone."]);
        var (hours, holidays) = (ReadHours(faults, words), ReadHolidays(faults, words));
        return faults.IsValid ? new(name, Zone!, hours, holidays) : null;
    }

    private Dictionary<DayOfWeek, WorkingHours> ReadHours(ModelStateDictionary faults, Words words)
    {
        var hours = new Dictionary<DayOfWeek, WorkingHours>();
        var wrong = false;
        for (var i = 0; i < Week.Count; i++)
        {
            var (from, to) = (From?.ElementAtOrDefault(i)?.Trim() ?? "", To?.ElementAtOrDefault(i)?.Trim() ?? "");
            if (from.Length == 0 && to.Length == 0) continue;
            if (Time(from) is { } begin && Time(to) is { } end && begin < end) hours[Week[i]] = new(begin, end);
            else
            {
                wrong = true;
                faults.AddModelError($"from-{i}", words["{0}: write when work begins and, later, when it ends, or leave both empty.", CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(Week[i])]);
            }
        }
        if (hours.Count == 0 && !wrong) faults.AddModelError("from-0", words["Write hours for at least one day: without any, no time would ever pass."]);
        return hours;
    }

    private List<Holiday> ReadHolidays(ModelStateDictionary faults, Words words)
    {
        var holidays = new List<Holiday>();
        var lines = (Holidays ?? "").ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0) continue;
            if (line.Length >= 10 && (line.Length == 10 || char.IsWhiteSpace(line[10])) && DateOnly.TryParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                holidays.Add(new(date, line.Length > 11 ? line[11..].Trim() : null));
            else if (faults["holidays"]?.Errors.Count is null or < 5)
                faults.AddModelError("holidays", words["Line {0} is no date: write it as 2026-12-25, with a name after it if you like.", i + 1]);
        }
        if (holidays.Count > DeskCalendar.MostHolidays) faults.AddModelError("holidays", words["Write at most {0} holidays; those long past can go.", DeskCalendar.MostHolidays]);
        return holidays;
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
