using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What publishing a draft would change.</summary>
/// <param name="Before">The version in force; null for a workflow that has none yet.</param>
/// <param name="Changes">In what the draft differs from it.</param>
/// <param name="Live">Tickets that are not closed and stay on their versions.</param>
public sealed record PublicationPage(StudioPage Studio, WorkflowDefinition? Before, ImmutableArray<Change> Changes, int Live)
{
    public string? Reason { get; init; }
    public string? Acknowledged { get; init; }

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
