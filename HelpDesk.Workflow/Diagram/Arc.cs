namespace HelpDesk.Workflow;

/// <summary>That some step leads from one state, or from the start, to another state.</summary>
internal sealed class Arc(Spot from, Spot to)
{
    public Spot From { get; } = from;

    public Spot To { get; } = to;

    /// <summary>Leads up, against the order of the layers.</summary>
    public bool Backward { get; set; }
}
