using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What happened to the cases of a workflow, as compact tables: a million events take some 50 MB. Immutable, shared by threads.</summary>
/// <remarks>
/// Each case's events stand together and in order; it begins with <see cref="CaseEventKind.Filed"/> unless the log was cut.
/// A command that took several steps has an event for each: the first bears what happened, the others are <see cref="CaseEventKind.AutomaticStep"/> at the same time.
/// </remarks>
public sealed class CaseLog
{
    private readonly LoggedCase[] cases;
    private readonly CaseEvent[] events;
    private readonly EventValues[] values;

    internal CaseLog(Interned states, Interned steps, Interned subjects, Interned actors, LoggedCase[] cases, CaseEvent[] events, EventValues[] values)
    {
        (States, Steps, Subjects, Actors) = (states.Names, steps.Names, subjects.Names, actors.Names);
        (this.cases, this.events, this.values) = (cases, events, values);
    }

    /// <summary>A log without cases.</summary>
    public static CaseLog Empty { get; } = new CaseLogBuilder().Build();

    /// <summary>Keys of states, by number.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>Keys of steps, by number.</summary>
    public ImmutableArray<string> Steps { get; }

    /// <summary>Keys of timers, approvals, tasks, clocks and schedules, by number.</summary>
    public ImmutableArray<string> Subjects { get; }

    /// <summary>Ids of people and programs, by number.</summary>
    public ImmutableArray<string> Actors { get; }

    /// <summary>The cases, in the order of their coming.</summary>
    public ReadOnlySpan<LoggedCase> Cases => cases;

    /// <summary>All events, case after case.</summary>
    public ReadOnlySpan<CaseEvent> Events => events;

    /// <summary>The events of a case, in order.</summary>
    public ReadOnlySpan<CaseEvent> EventsOf(LoggedCase one) => events.AsSpan(one.First, one.Count);

    /// <summary>The values that were given with an event of this log: at filing, in a form, an edit, a survey.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Given(in CaseEvent one) => one.Values < 0 ? LogEntry.NoValues : values[one.Values].Given;

    /// <summary>The given values as an array, which is quicker to go through.</summary>
    internal KeyValuePair<string, FieldValue>[] GivenPairs(in CaseEvent one) => one.Values < 0 ? [] : values[one.Values].Pairs;

    /// <summary>The fields that an event of this log changed, with their new values.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Changes(in CaseEvent one) => one.Values < 0 ? LogEntry.NoValues : values[one.Values].Changes;

    /// <summary>An event of this log by its names.</summary>
    public LogEntry Entry(in CaseEvent one) => new(one.At, one.Kind)
    {
        Step = Name(Steps, one.Step),
        From = Name(States, one.From),
        To = Name(States, one.To),
        By = one.By,
        Subject = Name(Subjects, one.Subject),
        Actor = Name(Actors, one.Actor),
        SecondsLate = one.SecondsLate,
        Form = one.Form,
        Given = Given(one),
        Changes = Changes(one),
    };

    private static string? Name(ImmutableArray<string> names, int number) => number < 0 ? null : names[number];
}

/// <summary>The values of an event.</summary>
internal sealed record EventValues(ImmutableSortedDictionary<string, FieldValue> Given, ImmutableSortedDictionary<string, FieldValue> Changes)
{
    public KeyValuePair<string, FieldValue>[] Pairs { get; } = [.. Given];
}
