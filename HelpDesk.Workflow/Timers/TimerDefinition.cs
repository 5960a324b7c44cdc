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
