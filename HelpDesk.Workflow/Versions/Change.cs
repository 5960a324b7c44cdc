namespace HelpDesk.Workflow;

/// <summary>One thing in which two definitions differ.</summary>
/// <param name="Kind">Whether it came, went or changed.</param>
/// <param name="Part">What kind of thing it is.</param>
/// <param name="Key">Its key; a timer's is <c>state/timer</c>; the workflow's own for the workflow.</param>
/// <param name="Path">Where it stands, as a JSON path, in the definition that has it: the new one, or the old one where it went.</param>
/// <param name="Sentence">What differs, in one plain English sentence.</param>
public sealed record Change(ChangeKind Kind, ChangedPart Part, string Key, string Path, string Sentence);

/// <summary>How two definitions differ in a thing.</summary>
public enum ChangeKind
{
    /// <summary>Only the new one has it.</summary>
    Added,
    /// <summary>Only the old one has it.</summary>
    Removed,
    /// <summary>Both have it, and it is not the same.</summary>
    Changed,
}

/// <summary>The kinds of thing that a definition has.</summary>
public enum ChangedPart
{
    /// <summary>The workflow itself: its key, its name, the lists of what it may name.</summary>
    Workflow,
    /// <summary>A field.</summary>
    Field,
    /// <summary>A service-level clock.</summary>
    Clock,
    /// <summary>An approval.</summary>
    Approval,
    /// <summary>A task.</summary>
    Task,
    /// <summary>A state.</summary>
    State,
    /// <summary>A timer of a state that both have.</summary>
    Timer,
    /// <summary>A step.</summary>
    Step,
}
