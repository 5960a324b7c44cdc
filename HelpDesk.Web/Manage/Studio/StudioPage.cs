using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>How a draft stands.</summary>
/// <param name="Newest">The newest published version by now; 0 for none.</param>
public sealed record DraftFact(int Revision, int BaseVersion, int Newest, bool CanUndo, bool CanRedo, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>A finding with the part that it is about.</summary>
public sealed record FindingLine(Finding Finding, Place? Place);

/// <summary>The draft of a workflow: the picture, what the checks say, and the form of the chosen part.</summary>
public sealed record StudioPage(CompiledWorkflow Workflow, DraftFact Draft, ImmutableArray<FindingLine> Findings, StudioMenus Menus)
{
    public WorkflowDefinition Definition => Workflow.Definition;
    public string Path => $"/manage/workflows/{Definition.Key}/draft";

    /// <summary>The part whose form is shown, or null for the lists of all.</summary>
    public Place? Chosen { get; init; }

    /// <summary>Where somebody put the states; empty: the picture lays itself out.</summary>
    public ImmutableDictionary<string, PicturePoint> Layout { get; init; } = ImmutableDictionary<string, PicturePoint>.Empty;

    /// <summary>What its form shows: one of the inputs.</summary>
    public object? Input { get; init; }

    /// <summary>Why what was typed was not kept.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>In what the form differs from what somebody else has made of the part meanwhile; null where nobody has.</summary>
    public ImmutableArray<string>? Overtaken { get; init; }

    public int Errors => Findings.Count(line => line.Finding.Severity == Severity.Error);
    public int Warnings => Findings.Count(line => line.Finding.Severity == Severity.Warning);

    public string AddressOf(Place place) => $"{Path}?at={place}";

    public string PartPath(Place place) => $"{Path}/parts/{place}";
}
