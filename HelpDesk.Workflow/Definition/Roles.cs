namespace HelpDesk.Workflow;

/// <summary>The roles that a definition can name. A person may hold several; none includes another.</summary>
[Flags]
public enum Roles
{
    /// <summary>No role: the system itself, or somebody without one.</summary>
    None = 0,
    /// <summary>Files requests and answers questions.</summary>
    Customer = 1,
    /// <summary>Works on cases.</summary>
    Agent = 2,
    /// <summary>Edits workflows and looks after people and teams.</summary>
    Manager = 4,
}
