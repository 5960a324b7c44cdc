using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>One thing that happened, by its names: what goes into a log, and what reads best in a test.</summary>
/// <param name="At">When; kept in UTC.</param>
/// <param name="Kind">What happened.</param>
public sealed record LogEntry(DateTimeOffset At, CaseEventKind Kind)
{
    internal static ImmutableSortedDictionary<string, FieldValue> NoValues { get; } =
        ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);

    /// <summary>The key of the step taken, or null.</summary>
    public string? Step { get; init; }

    /// <summary>The state before, or null for a case that is being filed.</summary>
    public string? From { get; init; }

    /// <summary>The state entered, perhaps the same, or null where the case stays.</summary>
    public string? To { get; init; }

    /// <summary>The roles of whoever did it.</summary>
    public Roles By { get; init; }

    /// <summary>The key of the timer, approval, task or clock that it is about, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The id of whoever did it, or null.</summary>
    public string? Actor { get; init; }

    /// <summary>How long after its due time a timer acted, in whole seconds.</summary>
    public int SecondsLate { get; init; }

    /// <summary>What its form held.</summary>
    public EventForm Form { get; init; }

    /// <summary>The values that were given: the case's at filing, the form's of a step, those of an edit, the score of a survey.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Given { get; init; } = NoValues;

    /// <summary>The fields that it changed, with their new values: what was given, and what the step's effects set.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Changes { get; init; } = NoValues;
}
