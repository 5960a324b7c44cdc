namespace HelpDesk.Web.Manage.Monitoring;

/// <summary>Which of a workflow's figures.</summary>
/// <param name="Version">The number of a version; null for the one in force, <see cref="AllVersions"/> for the sum of all.</param>
/// <param name="Days">So many days back, today included; anything but <see cref="Spans"/> means 30.</param>
/// <param name="Colour">What the colour of a state tells.</param>
public sealed record MonitoringFilter(int? Version, int? Days, DwellColour Colour)
{
    public const int AllVersions = 0;
    public const int Usual = 30;
    public static readonly IReadOnlyList<int> Spans = [7, Usual, 90, 365];

    public int KnownDays => Days is { } days && Spans.Contains(days) ? days : Usual;
}

/// <summary>What the colour of a state tells.</summary>
public enum DwellColour
{
    /// <summary>Half of the stays were no longer.</summary>
    Median,

    /// <summary>Nine of ten stays were no longer.</summary>
    P90,
}
