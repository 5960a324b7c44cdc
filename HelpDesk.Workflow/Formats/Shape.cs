using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>Which members an object may have.</summary>
/// <param name="What">What the object is, with its article: <c>a state</c>.</param>
/// <param name="Members">The names it may have, in the order in which they are written.</param>
/// <param name="NotYet">Names that the format has and this version cannot run yet.</param>
internal sealed record Shape(string What, string[] Members, params string[] NotYet)
{
    public static readonly Shape Workflow = new("a workflow",
        ["$schema", "workflow", "name", "calendars", "surveys", "letters", "fields", "states", "steps"], "clocks", "approvals");

    public static readonly Shape Field = new("a field", ["name", "type", "choices", "setBy"]);
    public static readonly Shape Choice = new("a choice", ["key", "name"]);
    public static readonly Shape State = new("a state", ["name", "phase", "customerSees", "effects", "timers"]);
    public static readonly Shape Timer = new("a timer", ["after", "calendar", "repeat", "step", "effects"], "anchor");
    public static readonly Shape Step = new("a step", ["name", "from", "to", "on", "by", "when", "requires", "effects", "order"]);
    public static readonly Shape FromPhase = new("a source", ["phase"]);

    public static readonly Shape Trigger = new("a trigger",
        ["field-changed"], "approval-granted", "approval-denied", "task-done", "task-failed", "schedule");

    public static readonly Shape Guard = new("a guard", ["all", "any", "not", "field", .. Vocabulary.Operators.Keys]);

    public static readonly Shape Effect = new("an effect",
        ["mail", "to", "survey", "set"], "assign", "clock", "note", "approval", "case", "webhook", "task");
}

/// <summary>The kind of a JSON value in words.</summary>
internal static class JsonKinds
{
    public static string InWords(this JsonTree tree) => tree.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
