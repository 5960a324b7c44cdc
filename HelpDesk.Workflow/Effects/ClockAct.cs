namespace HelpDesk.Workflow;

/// <summary>What an effect does to a service-level clock.</summary>
public enum ClockAct
{
    /// <summary>Starts it, if it has not started yet.</summary>
    Start,
    /// <summary>Lets it stand still until it is resumed.</summary>
    Pause,
    /// <summary>Lets it run on.</summary>
    Resume,
    /// <summary>Stops it for good.</summary>
    Stop,
    /// <summary>Lets it start over, now.</summary>
    Reset,
}
