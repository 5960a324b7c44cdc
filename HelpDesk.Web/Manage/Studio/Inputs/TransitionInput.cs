using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>A step as its form shows it.</summary>
/// <param name="Where">Where it may be taken: <c>states</c>, a phase's word, <c>every</c>, or <c>nowhere</c> for one that starts a ticket.</param>
/// <param name="On">What takes it by itself, such as <c>timer</c> or <c>approval-granted:refund</c>; none: somebody takes it by hand.</param>
public sealed record TransitionInput(
    string? Name, string? Where, ImmutableArray<string> From, string? To, ImmutableArray<string> By, ImmutableArray<string> On, string? Schedule,
    string? Subject, string? Message, ImmutableArray<string> Requires, GuardRows Guard, EffectRows Effects, string? Order)
{
    public static TransitionInput Of(StepDefinition step) => new(
        step.Name.Shown(),
        step.From switch { Source.InPhase some => StudioWords.Word(some.Phase), Source.Every => "every", Source.Nowhere => "nowhere", _ => "states" },
        step.From is Source.States states ? states.Keys : [],
        step.To, [.. StudioWords.Of(step.By)],
        [.. step.On.Where(trigger => trigger.Kind != TriggerKind.Schedule).Select(StudioWords.Word)],
        step.On.Where(trigger => trigger.Kind == TriggerKind.Schedule).Select(trigger => trigger.Key).FirstOrDefault(),
        step.Template?.Subject, step.Template?.Message,
        step.Requires, GuardRows.Of(step.When), EffectRows.Of(step.Effects), step.Order?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static TransitionInput Read(IFormCollection form) => new(
        form.Of("name"), form.Of("where"), [.. form.All("from")], form.Of("to"), [.. form.All("by")], [.. form.All("on")], form.Of("schedule"),
        form.Of("subject"), form.Of("message"), [.. form.All("requires")], GuardRows.Read(form), EffectRows.Read(form), form.Of("order"));

    public bool Starts => On.Contains("created") || Schedule is not null;

    public JsonObject ToJson(JsonObject old, StepDefinition before, CompiledWorkflow workflow)
    {
        var part = old.DeepClone().AsObject();
        part["name"] = Typing.Words(old["name"], Name ?? "");
        part.Set("from", Starts ? null : Where switch
        {
            "states" or "nowhere" or null => Typing.List(From) is { Count: > 0 } list ? list : (JsonNode?)null,
            "every" => "every",
            var phase => new JsonObject { ["phase"] = phase },
        });
        part.Set("to", To);
        part.Set("on", Triggers());
        part.Set("by", Typing.List(By));
        part.Set("requires", Typing.List(Requires));
        part.Set("when", Guard.ToJson(before.When, old["when"], workflow));
        part.Set("effects", Effects.ToJson(before.Effects, old["effects"] as JsonArray, workflow));
        part.Set("order", Typing.Number(Order));
        part.Set("template", Schedule is null ? null : Template(old["template"] as JsonObject));
        return part;
    }

    private JsonArray Triggers()
    {
        var list = new JsonArray();
        foreach (var word in On)
            list.Add(word.IndexOf(':') is var at and >= 0 ? new JsonObject { [word[..at]] = word[(at + 1)..] } : (JsonNode)word);
        if (Schedule is not null) list.Add(new JsonObject { ["schedule"] = Schedule });
        return list;
    }

    private JsonObject Template(JsonObject? old)
    {
        var template = old?.DeepClone().AsObject() ?? [];
        template["subject"] = Subject ?? "";
        template.Set("message", Message);
        return template;
    }
}
