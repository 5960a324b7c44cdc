using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// What is laid over a picture of a workflow: the way that a case took, the heat of the cases of a month, the difference to another version.
/// What it names and the definition does not have is left out.
/// </summary>
public sealed record PictureOverlay
{
    /// <summary>A line above the picture that says what is shown, also part of its description; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>State key to what is said of it.</summary>
    public ImmutableDictionary<string, PictureMark> States { get; init; } = ImmutableDictionary<string, PictureMark>.Empty;

    /// <summary>Step to what is said of it: of its line from one state, or of all its lines where that state has no entry of its own.</summary>
    public ImmutableDictionary<PictureEdge, PictureMark> Steps { get; init; } = ImmutableDictionary<PictureEdge, PictureMark>.Empty;

    /// <summary>The steps that a case took, first to last. They are numbered in the picture.</summary>
    public ImmutableArray<PictureEdge> Path { get; init; } = [];
}

/// <summary>A step as the picture draws it.</summary>
/// <param name="Step">The step's key.</param>
/// <param name="From">The key of the state that its line leaves; null for all of its lines, and for a step that files the case.</param>
public readonly record struct PictureEdge(string Step, string? From = null);
