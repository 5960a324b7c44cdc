namespace HelpDesk.Workflow;

/// <summary>How a workflow is drawn, and for whom.</summary>
/// <param name="Language">The reader's language tag, e.g. <c>de-AT</c>; it chooses among the names in the definition.</param>
/// <param name="LiveCases">State key to the number of cases that stand there; a state without an entry shows none. Null: no counts.</param>
/// <param name="CountLabel">Words for such a number; null: <see cref="PictureWords.Live"/>.</param>
/// <param name="Here">The key of the state in which the reader's case stands, or null.</param>
/// <param name="Words">The picture's own words; null: <see cref="PictureWords.English"/>.</param>
/// <param name="Overlay">What is laid over it, or null.</param>
public sealed record PictureOptions(
    string Language,
    IReadOnlyDictionary<string, int>? LiveCases = null,
    Func<int, string>? CountLabel = null,
    string? Here = null,
    PictureWords? Words = null,
    PictureOverlay? Overlay = null)
{
    /// <summary>State key to where the middle of its box is, where somebody put it; null or empty: the picture lays itself out.</summary>
    public IReadOnlyDictionary<string, PicturePoint>? Positions { get; init; }
}

/// <summary>A place on a picture.</summary>
/// <param name="X">From the left edge, in pixels at natural size.</param>
/// <param name="Y">From the upper edge.</param>
public readonly record struct PicturePoint(int X, int Y)
{
    /// <summary>The farthest place that a picture has, to the right and down.</summary>
    public const int Farthest = 20_000;
}
