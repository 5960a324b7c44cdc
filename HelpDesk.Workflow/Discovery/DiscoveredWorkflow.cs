using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What the activities of a log are.</summary>
public enum LogShape
{
    /// <summary>Each is the status that the case got: Open, In progress, Closed.</summary>
    Statuses,
    /// <summary>Each is what somebody did: Assign, Ask, Resolve.</summary>
    Actions,
}

/// <summary>How a workflow is discovered.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>What people call the workflow.</summary>
    public string Name { get; init; } = "Discovered";

    /// <summary>What the activities are; null: told by their words.</summary>
    public LogShape? Shape { get; init; }

    /// <summary>The share, from 0 to 1, below which something that follows a state is left out.</summary>
    public double Noise { get; init; } = 0.01;
}

/// <summary>A draft that explains a log.</summary>
/// <param name="Definition">The draft: the reader finds no fault in its canonical form. Null when the log shows no workflow; the remarks say why.</param>
/// <param name="Shape">What the activities were taken for.</param>
/// <param name="Remarks">What was guessed and what a person should look at, in plain English sentences.</param>
/// <param name="LeftOut">What the log shows and the draft does not have, the most frequent first.</param>
/// <param name="Conformance">How well the log keeps to the draft; its fitness is the share of cases that it explains fully.</param>
public sealed record DiscoveredWorkflow(
    WorkflowDefinition? Definition, LogShape Shape, ImmutableArray<string> Remarks, ImmutableArray<LeftOut> LeftOut, Conformance Conformance);

/// <summary>Something too rare to be part of a draft.</summary>
/// <param name="From">The name of the state before; null for filing.</param>
/// <param name="Activity">What was done there.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record LeftOut(string? From, string Activity, int Count)
{
    /// <summary>One plain English sentence.</summary>
    public override string ToString() => $"Left out: \"{Activity}\" {(From is null ? "at filing" : $"in {From}")}, seen {Count} {(Count == 1 ? "time" : "times")}.";
}
