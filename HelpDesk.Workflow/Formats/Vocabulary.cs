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
    };

    public const string FieldChanged = "field-changed";

    /// <summary>The word for a value.</summary>
    public static string Word<T>(this OrderedDictionary<string, T> words, T value) where T : struct, Enum =>
        words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Key;
}
