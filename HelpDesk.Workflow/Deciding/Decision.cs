using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The answer to a command, as a value. Nothing has happened yet: the caller makes it so.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>The case entered a state (perhaps the one it was in).</summary>
    /// <param name="State">Where it stands now.</param>
    /// <param name="Entry">The number of that entry.</param>
    /// <param name="Changes">Every field that changed, with its new value; the sum over <paramref name="Path"/>.</param>
    /// <param name="Path">The steps taken, automatic ones included, in order; never empty.</param>
    /// <param name="Timers">The timers that the new stay arms.</param>
    /// <param name="Clocks">The service-level clocks that changed, as they stand now.</param>
    /// <param name="Approvals">The approvals that changed, as they stand now.</param>
    public sealed record Moved(
        string State,
        int Entry,
        ImmutableSortedDictionary<string, FieldValue> Changes,
        ImmutableArray<StepTaken> Path,
        ImmutableArray<ArmedTimer> Timers,
        ImmutableSortedDictionary<string, ClockState> Clocks,
        ImmutableSortedDictionary<string, ApprovalState> Approvals) : Decision;

    /// <summary>The command was accepted and the case stays where it is, with its timers.</summary>
    /// <param name="Changes">Every field that changed, with its new value.</param>
    /// <param name="Path">The steps taken that enter no state; empty for an edit, an effect-only timer, or a happening that no step is on.</param>
    /// <param name="Effects">What follows besides the steps' own effects: those of a timer.</param>
    /// <param name="Timers">Timers that count from a message anew: they take the place of the stay's armed ones of the same key.</param>
    /// <param name="Clocks">The service-level clocks that changed, as they stand now.</param>
    /// <param name="Approvals">The approvals that changed, as they stand now.</param>
    public sealed record Stayed(
        ImmutableSortedDictionary<string, FieldValue> Changes,
        ImmutableArray<StepTaken> Path,
        ImmutableArray<Effect> Effects,
        ImmutableArray<ArmedTimer> Timers,
        ImmutableSortedDictionary<string, ClockState> Clocks,
        ImmutableSortedDictionary<string, ApprovalState> Approvals) : Decision
    {
        /// <summary>Accepted, and nothing follows.</summary>
        public static Stayed Nothing { get; } =
            new(ImmutableSortedDictionary<string, FieldValue>.Empty, [], [], [], ClockState.NoClocks, ApprovalState.NoApprovals);
    }

    /// <summary>The command was refused and changes nothing.</summary>
    /// <param name="Reasons">Why, at least one; all that are missing, not only the first.</param>
    public sealed record Refused(ImmutableArray<Reason> Reasons) : Decision;
}

/// <summary>One step on the way: one event.</summary>
/// <param name="Step">The step's key.</param>
/// <param name="From">The state before, or null for a case that is being filed.</param>
/// <param name="To">The state entered, or null when the step stays.</param>
/// <param name="Changes">The fields that it changed.</param>
/// <param name="Effects">What follows: the step's effects, then the entered state's, but those that the decision has followed itself: <see cref="Effect.Set"/> and <see cref="Effect.Assign"/> (they are in <paramref name="Changes"/>) and <see cref="Effect.Clock"/>.</param>
public sealed record StepTaken(
    string Step,
    string? From,
    string? To,
    ImmutableSortedDictionary<string, FieldValue> Changes,
    ImmutableArray<Effect> Effects);

/// <summary>A timer that a stay arms; a repeated one comes as several.</summary>
/// <param name="Timer">The timer's key.</param>
/// <param name="Occurrence">1 for the first time it fires, 2 for the second, …</param>
/// <param name="DueAt">When, in UTC.</param>
public sealed record ArmedTimer(string Timer, int Occurrence, DateTimeOffset DueAt);

/// <summary>A step as a person sees it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reasons">Why it is off; empty when it can be taken.</param>
public sealed record OfferedStep(StepDefinition Step, ImmutableArray<Reason> Reasons)
{
    /// <summary>Whether it can be taken once its form is filled in.</summary>
    public bool Available => Reasons.IsEmpty;
}
