using System.Collections.Immutable;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What publishing a draft would change.</summary>
/// <param name="Before">The version in force; null for a workflow that has none yet.</param>
/// <param name="Changes">In what the draft differs from it.</param>
/// <param name="Live">Where the tickets stand that are not closed.</param>
public sealed record PublicationPage(StudioPage Studio, WorkflowDefinition? Before, ImmutableArray<Change> Changes, ImmutableArray<LiveState> Live)
{
    public required PublicationForm Form { get; init; }

    /// <summary>What was found at each live ticket; null while nobody asked.</summary>
    public MigrationCheck? Check { get; init; }

    /// <summary>The states that tickets may come to.</summary>
    public IEnumerable<StateDefinition> Targets => Studio.Definition.States.Where(state => state.Phase < Phase.Closed);

    public int AllLive => Live.Sum(state => state.Count);

    public MigrationPlan Plan => Form.Way == MigrationWay.Pin || Live.IsEmpty ? MigrationPlan.Pin
        : new(Form.Way, new(Live.Where(state => state.To is not null && state.To != state.Key).ToImmutableSortedDictionary(state => state.Key, state => state.To!, StringComparer.Ordinal)));

    /// <summary>What to mend in the form, by its field.</summary>
    public ImmutableArray<(string Field, string Sentence)> Faults { get; init; } = [];

    public bool IsOutOfDate => Studio.Draft.Newest > Studio.Draft.BaseVersion;
    public bool CanPublish => Studio.Errors == 0 && !IsOutOfDate && (Before is null || !Changes.IsEmpty);

    /// <summary>The warnings that the publisher must have a reason for.</summary>
    public IEnumerable<FindingLine> Warnings => Studio.Findings.Where(line => line.Finding.Severity == Severity.Warning);

    /// <summary>What differs, marked on the picture of one of the two.</summary>
    /// <param name="isDraft">Whether it is the draft's picture: what went stands only on the other.</param>
    public PictureOverlay Overlay(bool isDraft)
    {
        var shown = Changes.Where(change => change.Kind != (isDraft ? ChangeKind.Removed : ChangeKind.Added)).ToList();
        return new()
        {
            States = shown.Where(change => change.Part is ChangedPart.State or ChangedPart.Timer).GroupBy(change => change.Key.Split('/')[0]).ToImmutableDictionary(group => group.Key, Mark),
            Steps = shown.Where(change => change.Part == ChangedPart.Step).GroupBy(change => change.Key).ToImmutableDictionary(group => new PictureEdge(group.Key), Mark),
        };
    }

    private static PictureMark Mark(IEnumerable<Change> changes)
    {
        var all = changes.ToList();
        var own = all.Find(change => change.Part is ChangedPart.State or ChangedPart.Step)?.Kind;
        return new()
        {
            Change = own switch { ChangeKind.Added => PictureChange.Added, ChangeKind.Removed => PictureChange.Removed, _ => PictureChange.Changed },
            Title = string.Join(' ', all.Select(change => change.Sentence)),
        };
    }
}

/// <summary>A state in which live tickets stand, of whatever version.</summary>
/// <param name="To">Where they would go, or null while that is to be chosen.</param>
/// <param name="IsGone">Whether the draft has no such state.</param>
public sealed record LiveState(string Key, string Name, Phase Phase, int Count, string? To, bool IsGone);
