using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A service-level clock with its guards compiled: from one state of it to the next.</summary>
internal sealed class CompiledClock
{
    private readonly ImmutableArray<(CompiledGuard? When, Span Within)> targets;

    public CompiledClock(ClockDefinition definition, FieldLayout layout)
    {
        Definition = definition;
        targets = [.. definition.Targets.Select(target => (target.When is { } when ? CompiledGuard.From(when, layout) : null, target.Within))];
    }

    public ClockDefinition Definition { get; }

    public string Key => Definition.Key;

    public bool StartsAt(ClockPoint point) => Definition.Start.Contains(point);

    public bool StopsAt(ClockPoint point) => Definition.Stop.Contains(point);

    public static ClockState Start(DateTimeOffset at) => new(ClockStatus.Running, at, TimeSpan.Zero, null, false, null, null, null);

    public static ClockState Stop(ClockState now, DateTimeOffset at) =>
        now.Status == ClockStatus.Stopped ? now : now with { Status = ClockStatus.Stopped, StoppedAt = at };

    /// <summary>Lets it stand still or run as the case's phase and effects have it.</summary>
    public ClockState Settle(ClockState now, Phase? phase, DateTimeOffset at, Surroundings surroundings)
    {
        var still = now.Held || (phase is { } here && Definition.PausedIn.Contains(here));
        return now.Status switch
        {
            ClockStatus.Running when still => now with { Status = ClockStatus.Paused, PausedAt = at },
            ClockStatus.Paused when !still => now with
            {
                Status = ClockStatus.Running,
                Paused = now.Paused + Between(now.PausedAt ?? at, at, surroundings),
                PausedAt = null,
            },
            _ => now,
        };
    }

    /// <summary>Sets its target by the case's values, and when its time is over.</summary>
    public ClockState Aim(ClockState now, CaseFields fields, Surroundings surroundings)
    {
        if (now.Status == ClockStatus.Stopped)
            return now;
        var within = Target(fields);
        return now with { Within = within, DueAt = within is { } span ? Due(now, span, surroundings) : null };
    }

    private Span? Target(CaseFields fields)
    {
        foreach (var (when, within) in targets)
            if (when is null || when.Holds(fields))
                return within;
        return null;
    }

    /// <summary>The time that it stood still is put on at the end, so that days and weeks of a calendar keep their meaning.</summary>
    private DateTimeOffset Due(ClockState now, Span within, Surroundings surroundings)
    {
        if (Calendar(surroundings) is not { } calendar)
            return now.StartedAt.ToUniversalTime() + within.OnTheClock + now.Paused;
        var due = calendar.Add(now.StartedAt, within);
        return now.Paused == TimeSpan.Zero ? due : calendar.AddWork(due, now.Paused);
    }

    private TimeSpan Between(DateTimeOffset from, DateTimeOffset to, Surroundings surroundings) =>
        to <= from ? TimeSpan.Zero : Calendar(surroundings)?.WorkBetween(from, to) ?? to - from;

    private WorkingCalendar? Calendar(Surroundings surroundings) =>
        Definition.Calendar is { } key ? surroundings.Calendars[key] : null;
}
