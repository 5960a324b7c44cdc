using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What happens after a while in a state. It acts only in the stay that armed it, so nothing has to be cancelled.</summary>
/// <param name="Key">The timer's key, unique in its state.</param>
/// <param name="After">How long after entering the state.</param>
/// <param name="Calendar">The working calendar that counts the time, or null for the wall clock.</param>
/// <param name="Repeat">How often it fires in all, at After, 2 × After, …; at least 1.</param>
/// <param name="Step">The step it takes, or null.</param>
/// <param name="Effects">What it does instead of a step; empty with a step.</param>
public sealed record TimerDefinition(string Key, Span After, string? Calendar, int Repeat, string? Step, ImmutableArray<Effect> Effects);

/// <summary>A length of time as a definition writes it: <c>30m</c>, <c>4h</c>, <c>2d</c>, <c>1w</c>.</summary>
/// <param name="Amount">How many; at least 1.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct Span(int Amount, SpanUnit Unit)
{
    /// <inheritdoc/>
    public override string ToString() => Amount + Unit switch { SpanUnit.Minutes => "m", SpanUnit.Hours => "h", SpanUnit.Days => "d", SpanUnit.Weeks => "w", _ => throw new InvalidOperationException() };
}

/// <summary>The units of a <see cref="Span"/>.</summary>
public enum SpanUnit
{
    /// <summary>60 seconds.</summary>
    Minutes,
    /// <summary>60 minutes.</summary>
    Hours,
    /// <summary>24 hours; with a calendar one working day of it.</summary>
    Days,
    /// <summary>7 days; with a calendar as many working days as a week of it has.</summary>
    Weeks,
}
