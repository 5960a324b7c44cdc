using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Workflows.Replaying;

/// <summary>What a replay has found so far: numbers of all tickets, and some of them to look at.</summary>
/// <param name="Outcomes">How they came out.</param>
/// <param name="Partings">Where they left the way that they had taken, most first.</param>
public sealed record ReplayFigures(ImmutableArray<ReplayedTickets> Outcomes, ImmutableArray<ReplayParting> Partings, ReplaySums Before, ReplaySums After)
{
    /// <summary>So many tickets of each outcome and parting are kept to look at, the newest.</summary>
    public const int MostShown = 20;

    public static ReplayFigures None { get; } = new([], [], default, default);

    /// <summary>With some more tickets, newer than those before.</summary>
    public ReplayFigures With(ReplayReport report) => new(
        [.. Outcomes.Select(one => (one.Outcome, one.Count, Shown: one.Shown))
            .Concat(report.Cases.GroupBy(one => one.Outcome).Select(same => (same.Key, same.Count(), same.Key == ReplayOutcome.Same ? [] : Newest(same.Reverse().Take(MostShown).Select(ReplayedTicket.Of)))))
            .GroupBy(one => one.Item1).Select(same => new ReplayedTickets(same.Key, same.Sum(one => one.Item2), Newest(same.SelectMany(one => one.Item3)))).OrderByDescending(one => one.Outcome)],
        [.. Partings.Concat(report.Cases.Where(one => one.Parting is not null).GroupBy(one => one.Parting!).Select(same => new ReplayParting(same.Key.State, same.Key.Step, same.Count(), [.. same.Reverse().Take(MostShown).Select(one => ReplayedTicket.NumberOf(one))])))
            .GroupBy(one => (one.State, one.Step)).Select(same => new ReplayParting(same.Key.State, same.Key.Step, same.Sum(one => one.Count), [.. same.SelectMany(one => one.Shown).OrderDescending().Take(MostShown)]))
            .OrderByDescending(one => one.Count).ThenBy(one => one.Step, StringComparer.Ordinal)],
        Before + report.Before, After + report.After);

    internal static ReplayFigures Read(string json) => JsonSerializer.Deserialize<ReplayFigures>(json)!;

    internal string Write() => JsonSerializer.Serialize(this);

    private static ImmutableArray<ReplayedTicket> Newest(IEnumerable<ReplayedTicket> tickets) => [.. tickets.OrderByDescending(one => one.Number).Take(MostShown)];
}

/// <summary>Tickets that came out in one way.</summary>
/// <param name="Shown">The newest of them; none of those that came out the same.</param>
public sealed record ReplayedTickets(ReplayOutcome Outcome, int Count, ImmutableArray<ReplayedTicket> Shown);

/// <summary>A ticket on the draft.</summary>
/// <param name="End">Where it would stand; null where it could not be filed.</param>
/// <param name="Refused">What somebody did and could not do on the draft, or null.</param>
/// <param name="Reasons">Why not: kind and key.</param>
public sealed record ReplayedTicket(long Number, string? End, string? Refused, ImmutableArray<ReplayReason> Reasons)
{
    internal static ReplayedTicket Of(ReplayedCase one) => new(NumberOf(one), one.End, one.Refusal?.Step, [.. (one.Refusal?.Reasons ?? []).Select(reason => new ReplayReason(reason.Kind, reason.Key))]);

    internal static long NumberOf(ReplayedCase one) => long.Parse(one.Id, CultureInfo.InvariantCulture);
}

/// <summary>A reason as it is kept.</summary>
public sealed record ReplayReason(ReasonKind Kind, string? Key)
{
    /// <summary>With the guard that does not hold.</summary>
    public Reason In(CompiledWorkflow draft) => new(Kind, Key, Kind == ReasonKind.GuardFails && Key is not null ? draft.Step(Key)?.When : null);
}

/// <summary>Where tickets left the way that they had taken.</summary>
/// <param name="State">Where they stood on the draft; null at filing.</param>
/// <param name="Step">The step that they had taken there.</param>
/// <param name="Shown">The numbers of the newest.</param>
public sealed record ReplayParting(string? State, string Step, int Count, ImmutableArray<long> Shown);
