using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A case on a virtual clock. Immutable: every act gives a new one, so a player can go back and try something else.</summary>
/// <param name="Case">How it stands, as a decision sees it.</param>
/// <param name="Now">What the virtual clock shows, in UTC.</param>
/// <param name="Timers">The timers of its stay that have not fired, in the order in which they are due.</param>
/// <param name="Played">What has been played so far.</param>
public sealed record SimulatedCase(CaseSnapshot Case, DateTimeOffset Now, ImmutableArray<ArmedTimer> Timers, ImmutableList<PlayedAct> Played)
{
    /// <summary>A case that is to be filed.</summary>
    /// <param name="at">What the clock shows.</param>
    /// <param name="fields">What it is filed with.</param>
    public static SimulatedCase New(DateTimeOffset at, ImmutableSortedDictionary<string, FieldValue> fields) =>
        new(CaseSnapshot.New(fields), at.ToUniversalTime(), [], ImmutableList<PlayedAct>.Empty);

    /// <summary>When something happens by itself next; null when nothing will.</summary>
    public DateTimeOffset? NextDue => Timers.Select(timer => timer.DueAt)
        .Concat(Case.Approvals.Values.Where(approval => approval.Status == ApprovalStatus.Asked).Select(approval => approval.DueAt).OfType<DateTimeOffset>())
        .Order().Cast<DateTimeOffset?>().FirstOrDefault();
}

/// <summary>One thing that was played: what was commanded, and what was decided. Effects are shown and never sent.</summary>
/// <param name="Command">What somebody, or the clock, wanted.</param>
/// <param name="State">Where the case stood before; null when it was filed.</param>
/// <param name="Decision">The answer.</param>
public sealed record PlayedAct(Command Command, string? State, Decision Decision)
{
    /// <summary>Everything that would go out: the effects of the steps taken, and those of a timer.</summary>
    public ImmutableArray<Effect> Effects => Decision switch
    {
        Decision.Moved moved => [.. moved.Path.SelectMany(step => step.Effects)],
        Decision.Stayed stayed => [.. stayed.Path.SelectMany(step => step.Effects), .. stayed.Effects],
        _ => [],
    };
}
