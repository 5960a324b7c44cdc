using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>In what two definitions differ, marked on their pictures.</summary>
public static class Differences
{
    /// <param name="isNew">Whether it is the later one's picture: what went stands only on the earlier, what came only on the later.</param>
    public static PictureOverlay Marked(ImmutableArray<Change> changes, bool isNew)
    {
        var shown = changes.Where(change => change.Kind != (isNew ? ChangeKind.Removed : ChangeKind.Added)).ToList();
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
