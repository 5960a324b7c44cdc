using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A service-level clock: how long something may take, and when that time counts. A case has at most one run of it.</summary>
/// <param name="Key">The clock's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Start">What starts it; empty where only an effect does. A clock that runs or has stopped is not started anew.</param>
/// <param name="Stop">What stops it; empty where only an effect does.</param>
/// <param name="Targets">How long it may run: the first whose guard holds counts; with none the clock has no due time.</param>
/// <param name="Calendar">The working calendar that counts the time, or null for the wall clock.</param>
/// <param name="PausedIn">The phases in which it stands still.</param>
public sealed record ClockDefinition(
    string Key,
    Text Name,
    ImmutableArray<ClockPoint> Start,
    ImmutableArray<ClockPoint> Stop,
    ImmutableArray<ClockTarget> Targets,
    string? Calendar,
    ImmutableArray<Phase> PausedIn);

/// <summary>A moment in a case's life that starts or stops a clock.</summary>
public abstract record ClockPoint
{
    private ClockPoint() { }

    /// <summary>Something happened. An agent's reply counts here also as part of a step.</summary>
    /// <param name="Trigger">What; never a timer, a schedule or an automatic step.</param>
    public sealed record On(Trigger Trigger) : ClockPoint;

    /// <summary>The case entered a state of a phase, from a state of another or from nowhere.</summary>
    /// <param name="Phase">The phase.</param>
    public sealed record Entering(Phase Phase) : ClockPoint;
}

/// <summary>How long a clock may run.</summary>
/// <param name="When">For which cases, or null for all.</param>
/// <param name="Within">How long.</param>
public sealed record ClockTarget(Guard? When, Span Within);
