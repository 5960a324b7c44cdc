using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>The words that a definition has for things: what a form's controls send.</summary>
internal static class StudioWords
{
    public static string Word(Phase phase) => Small(phase.ToString());

    public static string Word(FieldType type) => Small(type.ToString());

    public static string Word(GuardOperator op) => Small(op.ToString());

    public static string Word(Recipient to) => to.ToString().ToLowerInvariant();

    public static string Word(AssignStrategy strategy) => strategy switch
    {
        AssignStrategy.RoundRobin => "round-robin",
        AssignStrategy.LeastBusy => "least-busy",
        _ => "previous",
    };

    public static string Word(TimerAnchor anchor) => anchor switch
    {
        TimerAnchor.LastCustomerMessage => "last-customer-message",
        TimerAnchor.LastAgentMessage => "last-agent-message",
        _ => "entry",
    };

    public static string Word(Trigger trigger) => Word(trigger.Kind) + (trigger.Key is { } key ? ":" + key : "");

    public static string Word(ClockPoint point) => point switch
    {
        ClockPoint.Entering entering => "phase:" + Word(entering.Phase),
        ClockPoint.On on => Word(on.Trigger),
        _ => throw new InvalidOperationException("The union of clock points is closed."),
    };

    public static IEnumerable<string> Of(Roles roles)
    {
        if (roles.HasFlag(Roles.Customer)) yield return "customer";
        if (roles.HasFlag(Roles.Agent)) yield return "agent";
        if (roles.HasFlag(Roles.Manager)) yield return "manager";
    }

    public static string Word(TriggerKind kind) => kind switch
    {
        TriggerKind.Created => "created",
        TriggerKind.CustomerReplied => "customer-replied",
        TriggerKind.AgentReplied => "agent-replied",
        TriggerKind.Timer => "timer",
        TriggerKind.SurveyAnswered => "survey-answered",
        TriggerKind.Automatic => "automatic",
        TriggerKind.FieldChanged => "field-changed",
        TriggerKind.CaseClosed => "case-closed",
        TriggerKind.ApprovalGranted => "approval-granted",
        TriggerKind.ApprovalDenied => "approval-denied",
        TriggerKind.TaskDone => "task-done",
        TriggerKind.TaskFailed => "task-failed",
        TriggerKind.Schedule => "schedule",
        _ => throw new InvalidOperationException($"No word for {kind}."),
    };

    private static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
