namespace HelpDesk.Workflow;

/// <summary>Who gets a letter.</summary>
public enum Recipient
{
    /// <summary>The customer of the case.</summary>
    Customer,
    /// <summary>Those who follow the case.</summary>
    Followers,
    /// <summary>The assignee, else the team.</summary>
    Assignee,
    /// <summary>Everybody in the team.</summary>
    Team,
    /// <summary>All managers.</summary>
    Managers,
    /// <summary>All agents.</summary>
    Agents,
}
