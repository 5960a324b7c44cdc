using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A story that was played.</summary>
/// <param name="Lines">What happened, line by line.</param>
/// <param name="Broken">What was expected and did not come; empty when the story holds.</param>
public sealed record ScenarioResult(ImmutableArray<ScenarioLine> Lines, ImmutableArray<BrokenExpectation> Broken)
{
    /// <summary>The case as it stands at the end.</summary>
    public required SimulatedCase Case { get; init; }

    /// <summary>Whether everything came as expected.</summary>
    public bool Holds => Broken.IsEmpty;
}

/// <summary>A line as it was played: the timers that fired on the way to it, then the act itself.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="At">What the clock showed, in UTC.</param>
/// <param name="State">Where the case stood after it.</param>
/// <param name="Played">What was decided.</param>
public sealed record ScenarioLine(int Number, DateTimeOffset At, string? State, ImmutableArray<PlayedAct> Played);

/// <summary>Something that did not come as expected.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="At">What the clock showed, in UTC.</param>
/// <param name="What">What was looked at, e.g. <c>state</c>.</param>
/// <param name="Sentence">What was expected and what came.</param>
public sealed record BrokenExpectation(int Line, DateTimeOffset At, string What, string Sentence);
