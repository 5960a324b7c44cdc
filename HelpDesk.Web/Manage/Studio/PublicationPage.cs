using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Web.Manage.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What publishing a draft would change.</summary>
/// <param name="Before">The version in force; null for a workflow that has none yet.</param>
/// <param name="Changes">In what the draft differs from it.</param>
/// <param name="Live">Where the tickets stand that are not closed.</param>
public sealed record PublicationPage(StudioPage Studio, WorkflowDefinition? Before, ImmutableArray<Change> Changes, ImmutableArray<LiveState> Live)
{
    public required PublicationForm Form { get; init; }

    /// <summary>Teams that could try it first.</summary>
    public IReadOnlyList<(TeamId Id, string Name)> Teams { get; init; } = [];

    /// <summary>Whether another manager has to approve it.</summary>
    public bool NeedsSecond { get; init; }

    /// <summary>What was proposed last, or null.</summary>
    public ProposalFact? Proposal { get; init; }

    /// <summary>What was found at each live ticket; null while nobody asked.</summary>
    public MigrationCheck? Check { get; init; }

    /// <summary>The states that tickets may come to.</summary>
    public IEnumerable<StateDefinition> Targets => Studio.Definition.States.Where(state => state.Phase < Phase.Closed);

    public int AllLive => Live.Sum(state => state.Count);

    public MigrationPlan Plan => Form.Way == MigrationWay.Pin || Form.Team is not null || Live.IsEmpty ? MigrationPlan.Pin
        : new(Form.Way, new(Live.Where(state => state.To is not null && state.To != state.Key).ToImmutableSortedDictionary(state => state.Key, state => state.To!, StringComparer.Ordinal)));

    /// <summary>What to mend in the form, by its field.</summary>
    public ImmutableArray<(string Field, string Sentence)> Faults { get; init; } = [];

    public bool IsOutOfDate => Studio.Draft.Newest > Studio.Draft.BaseVersion;
    public bool CanPublish => Studio.Errors == 0 && !IsOutOfDate && (Before is null || !Changes.IsEmpty);

    /// <summary>The warnings that the publisher must have a reason for.</summary>
    public IEnumerable<FindingLine> Warnings => Studio.Findings.Where(line => line.Finding.Severity == Severity.Warning);

    /// <summary>What differs, marked on the picture of one of the two.</summary>
    /// <param name="isDraft">Whether it is the draft's picture: what went stands only on the other.</param>
    public PictureOverlay Overlay(bool isDraft) => Differences.Marked(Changes, isNew: isDraft);
}

/// <summary>What a manager proposed to publish.</summary>
/// <param name="IsMine">Whether the reader proposed it: then somebody else approves it.</param>
/// <param name="Stands">Whether the draft is still as it was.</param>
/// <param name="DeclinedBy">Who declined it, or null.</param>
public sealed record ProposalFact(string By, DateTimeOffset At, string Reason, string? Acknowledged, MigrationWay Way, string? Team, bool IsMine, bool Stands, string? DeclinedBy, string? Why);

/// <summary>A state in which live tickets stand, of whatever version.</summary>
/// <param name="To">Where they would go, or null while that is to be chosen.</param>
/// <param name="IsGone">Whether the draft has no such state.</param>
public sealed record LiveState(string Key, string Name, Phase Phase, int Count, string? To, bool IsGone);
