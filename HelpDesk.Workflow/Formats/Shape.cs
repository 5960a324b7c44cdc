using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>Which members an object may have.</summary>
/// <param name="What">What the object is, with its article: <c>a state</c>.</param>
/// <param name="Members">The names it may have, in the order in which they are written.</param>
internal sealed record Shape(string What, params string[] Members)
{
    public static readonly Shape Workflow = new("a workflow",
        "$schema", "workflow", "name", "calendars", "surveys", "letters", "workflows", "webhooks",
        "fields", "clocks", "approvals", "tasks", "states", "steps");

    public static readonly Shape Field = new("a field", "name", "type", "choices", "setBy");
    public static readonly Shape Choice = new("a choice", "key", "name");
    public static readonly Shape Clock = new("a clock", "name", "start", "stop", "target", "calendar", "pausedIn");
    public static readonly Shape ClockTarget = new("a clock's target", "when", "within");
    public static readonly Shape Approval = new("an approval", "name", "by", "needs", "protects", "within", "calendar");
    public static readonly Shape Task = new("a task", "name", "lease", "heartbeat", "timeOut", "tries", "backOff");
    public static readonly Shape State = new("a state", "name", "phase", "customerSees", "effects", "timers");
    public static readonly Shape Timer = new("a timer", "after", "anchor", "calendar", "repeat", "step", "effects");
    public static readonly Shape Step = new("a step", "name", "from", "to", "on", "template", "by", "when", "requires", "effects", "order");
    public static readonly Shape Template = new("a template", "subject", "message", "fields");
    public static readonly Shape InPhase = new("a phase's entry", "phase");

    public static readonly Shape Trigger = new("a trigger", [.. Vocabulary.KeyedTriggers.Keys]);

    public static readonly Shape Guard = new("a guard", ["all", "any", "not", "field", .. Vocabulary.Operators.Keys]);

    public static readonly Shape Scenario = new("a scenario", "scenario", "workflow", "at", "given", "acts");

    /// <summary>One of these says what an act does; with none of them only time passes.</summary>
    public static readonly string[] ActKinds = ["does", "takes", "edits", "approves", "denies", "finishes", "fails"];

    public static readonly Shape Act = new("an act", ["after", "who", "person", .. ActKinds, "schedule", "score", "with", "expect"]);

    public static readonly Shape Expectation = new("an expectation",
        "state", "phase", "effects", "fields", "refused", "offered", "notOffered", "timers", "clocks", "approvals");

    /// <summary>One of these says what an effect does; <see cref="EffectDetails"/> belong to some.</summary>
    public static readonly string[] EffectKinds = ["mail", "survey", "set", "assign", "clock", "note", "approval", "case", "webhook", "task"];

    /// <summary>Member to the kind of effect that it belongs to.</summary>
    public static readonly OrderedDictionary<string, string> EffectDetails = new() { ["to"] = "mail", ["do"] = "clock", ["subject"] = "case" };

    public static readonly Shape Effect = new("an effect", [.. EffectKinds, .. EffectDetails.Keys]);
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
