namespace HelpDesk.Workflow;

/// <summary>The colours of phases where no style sheet gives them: dark enough on the fill for small text (contrast 4.5 and more).</summary>
internal static class PhaseColours
{
    /// <summary>The class of a phase, its border and its fill.</summary>
    public static (string Class, string Border, string Fill) Of(Phase phase) => phase switch
    {
        Phase.Open => ("open", "#1b50ba", "#e6edfb"),
        Phase.Assigned => ("assigned", "#653bb8", "#f0eafb"),
        Phase.Pending => ("pending", "#7d4b00", "#fcf0d6"),
        Phase.OnHold => ("on-hold", "#405066", "#e5ebf2"),
        Phase.Resolved => ("resolved", "#14622f", "#e1f4e7"),
        Phase.Closed => ("closed", "#52575f", "#ebecee"),
        _ => throw new InvalidOperationException("A phase is one of six."),
    };
}
