using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>A state as its form shows it.</summary>
public sealed record StateInput(string? Name, string? CustomerSees, string? Phase, EffectRows Effects)
{
    public static StateInput Of(StateDefinition state) => new(state.Name.Shown(), state.CustomerSees.Shown(), StudioWords.Word(state.Phase), EffectRows.Of(state.Effects));

    public static StateInput Read(IFormCollection form) => new(form.Of("name"), form.Of("customerSees"), form.Of("phase"), EffectRows.Read(form));

    public JsonObject ToJson(JsonObject old, StateDefinition before, CompiledWorkflow workflow)
    {
        var part = old.DeepClone().AsObject();
        part["name"] = Typing.Words(old["name"], Name ?? "");
        part.Set("customerSees", CustomerSees is null ? null : Typing.Words(old["customerSees"], CustomerSees));
        part["phase"] = Phase;
        part.Set("effects", Effects.ToJson(before.Effects, old["effects"] as JsonArray, workflow));
        return part;
    }
}

/// <summary>A timer as its form shows it.</summary>
public sealed record TimerInput(string? After, string? Calendar, string? Anchor, string? Repeat, string? Step, EffectRows Effects)
{
    public static TimerInput Of(TimerDefinition timer) => new(timer.After.ToString(), timer.Calendar, StudioWords.Word(timer.Anchor), $"{timer.Repeat}", timer.Step, EffectRows.Of(timer.Effects));

    public static TimerInput Read(IFormCollection form) =>
        new(form.Of("after"), form.Of("calendar"), form.Of("anchor"), form.Of("repeat"), form.Of("step"), EffectRows.Read(form));

    public JsonObject ToJson(JsonObject old, TimerDefinition before, CompiledWorkflow workflow)
    {
        var part = old.DeepClone().AsObject();
        part["after"] = After;
        part.Set("calendar", Calendar);
        part.Set("anchor", Anchor is null or "entry" ? null : Anchor);
        part.Set("repeat", Repeat is null or "1" ? null : Typing.Number(Repeat));
        part.Set("step", Step);
        part.Set("effects", Effects.ToJson(before.Effects, old["effects"] as JsonArray, workflow));
        return part;
    }
}
