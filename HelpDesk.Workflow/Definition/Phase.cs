namespace HelpDesk.Workflow;

/// <summary>What a state means to the product. A closed set: managers add states, never phases.</summary>
public enum Phase
{
    /// <summary>Filed, and nobody's yet.</summary>
    Open,
    /// <summary>An agent works on it.</summary>
    Assigned,
    /// <summary>Waiting for the customer.</summary>
    Pending,
    /// <summary>Waiting for somebody else.</summary>
    OnHold,
    /// <summary>Answered; the customer may still come back.</summary>
    Resolved,
    /// <summary>Finished.</summary>
    Closed,
}
