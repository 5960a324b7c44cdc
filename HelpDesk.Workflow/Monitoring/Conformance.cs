using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>How well what happened keeps to a definition.</summary>
/// <param name="Cases">How many cases were judged.</param>
/// <param name="Deviations">What the definition would not have allowed, case after case, in order.</param>
public sealed record Conformance(int Cases, ImmutableArray<Deviation> Deviations)
{
    /// <summary>How many cases deviate at least once.</summary>
    public int DeviatingCases { get; } = Deviations.Select(one => one.Case).Distinct().Count();

    /// <summary>The share of cases that keep to the definition, from 0 to 1; 1 for an empty log.</summary>
    public double Fitness => Cases == 0 ? 1 : 1 - (DeviatingCases / (double)Cases);

    /// <summary>Judges each event of a log by where the log says that the case stood. Forms are judged only as far as guards: what a page required at the time is not logged as asked.</summary>
    /// <remarks>A guard is judged only in cases whose filing was logged with values; their changes are followed from there.</remarks>
    public static Conformance Of(CaseLog log, CompiledWorkflow workflow)
    {
        var found = ImmutableArray.CreateBuilder<Deviation>();
        foreach (var one in log.Cases)
            new CaseJudge(log, workflow, one, found).Judge();
        return new(log.Cases.Length, found.DrainToImmutable());
    }
}

/// <summary>An event that a definition would not have allowed.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Step">The step taken, or null.</param>
/// <param name="From">The state before, or null.</param>
/// <param name="To">The state entered, or null.</param>
public sealed record Deviation(string Case, DateTimeOffset At, DeviationKind Kind, string? Step, string? From, string? To)
{
    /// <summary>One plain English sentence.</summary>
    public override string ToString() => $"Case {Case}: " + Kind switch
    {
        DeviationKind.UnknownState => $"the workflow has no state {To ?? From}.",
        DeviationKind.UnknownStep => $"the workflow has no step {Step}.",
        DeviationKind.NoStep => $"it came from {From ?? "nowhere"} to {To} without a step.",
        DeviationKind.NotFromHere => $"the step {Step} cannot be taken from {From ?? "nowhere"}.",
        DeviationKind.OtherTarget => $"the step {Step} does not lead to {To ?? "where the case was"}.",
        DeviationKind.OtherRole => $"the step {Step} is not for whoever took it.",
        DeviationKind.OtherTrigger => $"the step {Step} is not on what happened.",
        DeviationKind.GuardFails => $"the step {Step} was off for its values.",
        DeviationKind.Gap => $"it left {From ?? "nowhere"}, where it did not stand.",
        _ => throw new InvalidOperationException($"{Kind} has no words."),
    };
}

/// <summary>The kinds of deviation.</summary>
public enum DeviationKind
{
    /// <summary>The definition has no such state.</summary>
    UnknownState,
    /// <summary>The definition has no such step.</summary>
    UnknownStep,
    /// <summary>The case changed its state without a step.</summary>
    NoStep,
    /// <summary>The step exists, but not from the state in which the case stood.</summary>
    NotFromHere,
    /// <summary>The step leads elsewhere.</summary>
    OtherTarget,
    /// <summary>A person took it who may not.</summary>
    OtherRole,
    /// <summary>The system took it on something else than it is on.</summary>
    OtherTrigger,
    /// <summary>Its guard did not hold.</summary>
    GuardFails,
    /// <summary>The event begins in another state than the one before it ended in.</summary>
    Gap,
}
