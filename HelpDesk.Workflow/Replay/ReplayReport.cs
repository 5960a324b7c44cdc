using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What a draft would have made of past cases.</summary>
/// <param name="Cases">One for each case of the log, in its order.</param>
/// <param name="Before">What followed from the cases on the version that they ran on.</param>
/// <param name="After">What would have followed on the draft.</param>
/// <param name="Divergences">Where cases left the path that they had taken, with how many did; most first.</param>
public sealed record ReplayReport(
    ImmutableArray<ReplayedCase> Cases, ReplaySums Before, ReplaySums After, ImmutableArray<Divergence> Divergences)
{
    /// <summary>How many cases came out in a way.</summary>
    public int Count(ReplayOutcome outcome) => Cases.Count(one => one.Outcome == outcome);
}

/// <summary>How a past case comes out on a draft.</summary>
/// <param name="Id">The case's id in the log.</param>
/// <param name="Outcome">In which way.</param>
/// <param name="End">The state in which it would stand; null where it could not even be filed.</param>
/// <param name="Refusal">What was refused, or null.</param>
public sealed record ReplayedCase(string Id, ReplayOutcome Outcome, string? End, ReplayRefusal? Refusal)
{
    /// <summary>Where it left the path that it had taken; null where it did not.</summary>
    public Parting? Parting { get; init; }
}

/// <summary>Where a case leaves the path that it had taken.</summary>
/// <param name="State">The state in which it stood on the draft; null at filing.</param>
/// <param name="Step">The step that it had taken there.</param>
public sealed record Parting(string? State, string Step);

/// <summary>What somebody did to a past case and could not do on the draft.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Step">The step's key, or what happened.</param>
/// <param name="Reasons">Why not.</param>
public sealed record ReplayRefusal(DateTimeOffset At, Roles By, string Step, ImmutableArray<Reason> Reasons);

/// <summary>The ways in which a past case can come out, from harmless to grave; a case has the gravest that fits.</summary>
public enum ReplayOutcome
{
    /// <summary>As it did.</summary>
    Same,
    /// <summary>By the same states, at other times.</summary>
    Timing,
    /// <summary>By the same states, with other mails or surveys.</summary>
    DifferentEffects,
    /// <summary>To the same end by other states.</summary>
    OtherPath,
    /// <summary>To another state.</summary>
    DifferentEnd,
    /// <summary>Something that somebody did would be refused; what came after it is not replayed.</summary>
    Refused,
}

/// <summary>What follows from cases, added up.</summary>
/// <param name="Mails">Letters by effects.</param>
/// <param name="Surveys">Surveys by effects.</param>
/// <param name="AutomaticClosures">Cases that a timer or an automatic step closed.</param>
/// <param name="MissedDeadlines">Service-level clocks whose time was over.</param>
public readonly record struct ReplaySums(int Mails, int Surveys, int AutomaticClosures, int MissedDeadlines)
{
    /// <summary>How many more; negative for fewer.</summary>
    public static ReplaySums operator -(ReplaySums one, ReplaySums other) => new(
        one.Mails - other.Mails, one.Surveys - other.Surveys, one.AutomaticClosures - other.AutomaticClosures, one.MissedDeadlines - other.MissedDeadlines);

    /// <summary>Both together.</summary>
    public static ReplaySums operator +(ReplaySums one, ReplaySums other) => new(
        one.Mails + other.Mails, one.Surveys + other.Surveys, one.AutomaticClosures + other.AutomaticClosures, one.MissedDeadlines + other.MissedDeadlines);
}

/// <summary>A place where cases leave the path that they had taken.</summary>
/// <param name="State">The state in which they stood on the draft; null at filing.</param>
/// <param name="Step">The step that they had taken there.</param>
/// <param name="Cases">How many.</param>
public sealed record Divergence(string? State, string Step, int Cases);
