namespace HelpDesk.Workflow;

/// <summary>The words by which definitions name roles, phases, types, recipients and operators.</summary>
internal static class Vocabulary
{
    public static readonly OrderedDictionary<string, Roles> Roles = new()
    {
        ["customer"] = Workflow.Roles.Customer,
        ["agent"] = Workflow.Roles.Agent,
        ["manager"] = Workflow.Roles.Manager,
    };

    public static readonly OrderedDictionary<string, Phase> Phases = new()
    {
        ["open"] = Phase.Open,
        ["assigned"] = Phase.Assigned,
        ["pending"] = Phase.Pending,
        ["onHold"] = Phase.OnHold,
        ["resolved"] = Phase.Resolved,
        ["closed"] = Phase.Closed,
    };

    public static readonly OrderedDictionary<string, FieldType> FieldTypes = new()
    {
        ["text"] = FieldType.Text,
        ["longText"] = FieldType.LongText,
        ["choice"] = FieldType.Choice,
        ["number"] = FieldType.Number,
        ["flag"] = FieldType.Flag,
        ["date"] = FieldType.Date,
    };

    public static readonly OrderedDictionary<string, Recipient> Recipients = new()
    {
        ["customer"] = Recipient.Customer,
        ["followers"] = Recipient.Followers,
        ["assignee"] = Recipient.Assignee,
        ["team"] = Recipient.Team,
        ["managers"] = Recipient.Managers,
        ["agents"] = Recipient.Agents,
        // The role's own word says the same; the first word of a value is the one that is written.
        ["manager"] = Recipient.Managers,
        ["agent"] = Recipient.Agents,
    };

    public static readonly OrderedDictionary<string, GuardOperator> Operators = new()
    {
        ["is"] = GuardOperator.Is,
        ["isNot"] = GuardOperator.IsNot,
        ["in"] = GuardOperator.In,
        ["notIn"] = GuardOperator.NotIn,
        ["less"] = GuardOperator.Less,
        ["atMost"] = GuardOperator.AtMost,
        ["more"] = GuardOperator.More,
        ["atLeast"] = GuardOperator.AtLeast,
        ["empty"] = GuardOperator.Empty,
    };

    /// <summary>Triggers without a key.</summary>
    public static readonly OrderedDictionary<string, TriggerKind> Triggers = new()
    {
        ["created"] = TriggerKind.Created,
        ["customer-replied"] = TriggerKind.CustomerReplied,
        ["agent-replied"] = TriggerKind.AgentReplied,
        ["timer"] = TriggerKind.Timer,
        ["survey-answered"] = TriggerKind.SurveyAnswered,
        ["automatic"] = TriggerKind.Automatic,
        ["case-closed"] = TriggerKind.CaseClosed,
    };

    /// <summary>Triggers about something: an object of one member.</summary>
    public static readonly OrderedDictionary<string, TriggerKind> KeyedTriggers = new()
    {
        ["field-changed"] = TriggerKind.FieldChanged,
        ["approval-granted"] = TriggerKind.ApprovalGranted,
        ["approval-denied"] = TriggerKind.ApprovalDenied,
        ["task-done"] = TriggerKind.TaskDone,
        ["task-failed"] = TriggerKind.TaskFailed,
        ["schedule"] = TriggerKind.Schedule,
    };

    public static readonly OrderedDictionary<string, TimerAnchor> Anchors = new()
    {
        ["entry"] = TimerAnchor.Entry,
        ["last-customer-message"] = TimerAnchor.LastCustomerMessage,
        ["last-agent-message"] = TimerAnchor.LastAgentMessage,
    };

    public static readonly OrderedDictionary<string, AssignStrategy> Strategies = new()
    {
        ["round-robin"] = AssignStrategy.RoundRobin,
        ["least-busy"] = AssignStrategy.LeastBusy,
        ["previous"] = AssignStrategy.Previous,
    };

    public static readonly OrderedDictionary<string, ClockAct> ClockActs = new()
    {
        ["start"] = ClockAct.Start,
        ["pause"] = ClockAct.Pause,
        ["resume"] = ClockAct.Resume,
        ["stop"] = ClockAct.Stop,
        ["reset"] = ClockAct.Reset,
    };

    /// <summary>The word for a value.</summary>
    public static string Word<T>(this OrderedDictionary<string, T> words, T value) where T : struct, Enum =>
        words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Key;
}
