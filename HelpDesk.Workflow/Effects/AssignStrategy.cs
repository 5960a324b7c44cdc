namespace HelpDesk.Workflow;

/// <summary>How the system finds somebody to work on a case. The order of the candidates is an input of a decision.</summary>
public enum AssignStrategy
{
    /// <summary>The agents of the team in turn.</summary>
    RoundRobin,
    /// <summary>The agent of the team who has the fewest cases to work on.</summary>
    LeastBusy,
    /// <summary>The agent who had the case before.</summary>
    Previous,
}
