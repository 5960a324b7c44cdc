using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Calendars;

/// <summary>What became of a change to a calendar.</summary>
public enum CalendarAnswer
{
    Done,

    /// <summary>There is no such calendar.</summary>
    NotFound,

    /// <summary>A version of a workflow names it, or a draft: it stays.</summary>
    InUse,

    /// <summary>There are as many as there may be.</summary>
    TooMany,
}

/// <summary>What a calendar says.</summary>
/// <param name="Zone">An IANA id that this machine knows.</param>
/// <param name="Hours">Of each working day; at least one, each ending after it begins.</param>
public sealed record CalendarWords(string Name, string Zone, IReadOnlyDictionary<DayOfWeek, WorkingHours> Hours, IReadOnlyList<Holiday> Holidays);

/// <summary>Managers say when people work. What is set already keeps its time: timers and clocks look at a calendar when they are set.</summary>
public sealed class CalendarCommands(Writes writes, TimeProvider clock)
{
    /// <param name="key">The calendar; null for a new one, whose key follows from its name. The shipped one is kept from its first change on.</param>
    /// <returns>The answer, and the calendar's key.</returns>
    public Task<(CalendarAnswer Answer, string Key)> SaveAsync(string? key, CalendarWords words, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var calendar = key is null ? null : await db.DeskCalendars.SingleOrDefaultAsync(c => c.Key == key, cancel);
        if (calendar is null)
        {
            if (key is not null and not WorkflowLibrary.ShippedCalendar) return (CalendarAnswer.NotFound, key);
            if (await db.DeskCalendars.CountAsync(cancel) >= DeskCalendar.Most) return (CalendarAnswer.TooMany, "");
            var taken = await db.DeskCalendars.Select(c => c.Key).ToListAsync(cancel);
            db.DeskCalendars.Add(calendar = new DeskCalendar(key ?? DefinitionDocument.KeyOf(words.Name, one => one == WorkflowLibrary.ShippedCalendar || taken.Contains(one))));
        }
        calendar.Say(words.Name, words.Zone, words.Hours, words.Holidays, clock.GetUtcNow());
        return (CalendarAnswer.Done, calendar.Key);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Deletes one that no workflow names; the shipped one becomes as it was shipped.</summary>
    public Task<CalendarAnswer> DeleteAsync(string key, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.DeskCalendars.SingleOrDefaultAsync(c => c.Key == key, cancel) is not { } calendar) return CalendarAnswer.NotFound;
        if (key != WorkflowLibrary.ShippedCalendar && (await UsesAsync(db, cancel)).ContainsKey(key)) return CalendarAnswer.InUse;
        db.DeskCalendars.Remove(calendar);
        return CalendarAnswer.Done;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Which workflows name which calendars, in any version or in the draft.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> UsesAsync(HelpDeskDb db, CancellationToken ct)
    {
        var texts = await db.WorkflowVersions.Select(v => v.Json).Concat(db.WorkflowDrafts.SelectMany(d => d.Texts.Where(t => t.Number == d.Current).Select(t => t.Json))).ToListAsync(ct);
        return texts.Select(json => DefinitionReader.Read(json).Definition).OfType<WorkflowDefinition>()
            .SelectMany(definition => definition.Calendars, (definition, calendar) => (calendar, definition.Key)).Distinct()
            .GroupBy(use => use.calendar).ToDictionary(same => same.Key, same => (IReadOnlyList<string>)[.. same.Select(use => use.Key).Order(StringComparer.Ordinal)]);
    }
}
