using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>A field as its form shows it.</summary>
/// <param name="Choices">A line for each: its name, or its key and name as <c>no-answer: No answer</c>.</param>
public sealed record FieldInput(string? Name, string? Type, string? Choices, ImmutableArray<string> SetBy)
{
    public static FieldInput Of(FieldDefinition field) => new(field.Name.Shown(), StudioWords.Word(field.Type), string.Join('\n', field.Choices.Select(choice => $"{choice.Key}: {choice.Name.Shown()}")), [.. StudioWords.Of(field.SetBy)]);

    public static FieldInput Read(IFormCollection form) => new(form.Of("name"), form.Of("type"), form.Of("choices"), [.. form.All("setBy")]);

    public JsonObject ToJson(JsonObject old, FieldDefinition before, Func<string, string> keyOf)
    {
        var part = old.DeepClone().AsObject();
        part["name"] = Typing.Words(old["name"], Name ?? "");
        part["type"] = Type;
        part.Set("setBy", Typing.List(SetBy));
        part.Set("choices", Type != "choice" ? null : Choices == Of(before).Choices?.ReplaceLineEndings("\n") ? old["choices"]?.DeepClone() : List(keyOf));
        return part;
    }

    private JsonArray List(Func<string, string> keyOf)
    {
        var list = new JsonArray();
        foreach (var line in (Choices ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf(':');
            var (key, name) = at < 0 ? (keyOf(line), line) : (line[..at].Trim(), line[(at + 1)..].Trim());
            list.Add(new JsonObject { ["key"] = key, ["name"] = name });
        }
        return list;
    }
}

/// <summary>An approval as its form shows it.</summary>
public sealed record ApprovalInput(string? Name, ImmutableArray<string> By, string? Needs, ImmutableArray<string> Protects, string? Within, string? Calendar)
{
    public static ApprovalInput Of(ApprovalDefinition approval) => new(approval.Name.Shown(), [.. StudioWords.Of(approval.By)], $"{approval.Needs}", approval.Protects, approval.Within?.ToString(), approval.Calendar);

    public static ApprovalInput Read(IFormCollection form) => new(form.Of("name"), [.. form.All("by")], form.Of("needs"), [.. form.All("protects")], form.Of("within"), form.Of("calendar"));

    public JsonObject ToJson(JsonObject old, ApprovalDefinition before)
    {
        var part = old.DeepClone().AsObject();
        part["name"] = Typing.Words(old["name"], Name ?? "");
        part["by"] = Typing.List(By);
        part.Set("needs", Typing.Number(Needs));
        part.Set("protects", Typing.List(Protects));
        part.Set("within", Within);
        part.Set("calendar", Within is null ? null : Calendar);
        return part;
    }
}

/// <summary>A service-level clock as its form shows it.</summary>
/// <param name="Targets">How long it may run, a line for each: <c>4h</c> for all, or <c>1h if priority is urgent</c>; null where a condition is too long for a line.</param>
public sealed record ClockInput(string? Name, ImmutableArray<string> Start, ImmutableArray<string> Stop, string? Within, string? Calendar, ImmutableArray<string> PausedIn, ImmutableArray<(GuardRow When, string Within)> Targets, bool HasLongTargets)
{
    private const int MostTargets = 6;

    public static ClockInput Of(ClockDefinition clock)
    {
        var rows = clock.Targets.Where(target => target.When is not null).Select(target => (Rows: GuardRows.Of(target.When), Within: target.Within.ToString())).ToList();
        var isLong = rows.Exists(row => row.Rows.IsTooLong || row.Rows.Groups is not [{ Length: 1 }]) || rows.Count > MostTargets || (clock.Targets.Length > rows.Count && clock.Targets[^1].When is not null) || clock.Targets.Length > rows.Count + 1;
        return new(clock.Name.Shown(), [.. clock.Start.Select(StudioWords.Word)], [.. clock.Stop.Select(StudioWords.Word)],
            clock.Targets.Where(target => target.When is null).Select(target => target.Within.ToString()).FirstOrDefault(), clock.Calendar,
            [.. clock.PausedIn.Select(StudioWords.Word)], isLong ? [] : [.. rows.Select(row => (row.Rows.Groups[0][0], row.Within))], isLong);
    }

    public static ClockInput Read(IFormCollection form)
    {
        var targets = ImmutableArray.CreateBuilder<(GuardRow, string)>();
        for (var row = 0; row <= MostTargets; row++)
            if (form.Of($"target[{row}].field") is { } field)
                targets.Add((new(field, form.Of($"target[{row}].op") ?? "is", form.Of($"target[{row}].value")), form.Of($"target[{row}].within") ?? ""));
        return new(form.Of("name"), [.. form.All("start")], [.. form.All("stop")], form.Of("within"), form.Of("calendar"), [.. form.All("pausedIn")], targets.ToImmutable(), form.Of("longTargets") == "true");
    }

    public JsonObject ToJson(JsonObject old, ClockDefinition before, CompiledWorkflow workflow)
    {
        var part = old.DeepClone().AsObject();
        part["name"] = Typing.Words(old["name"], Name ?? "");
        part.Set("start", Points(Start));
        part.Set("stop", Points(Stop));
        part.Set("pausedIn", Typing.List(PausedIn));
        part.Set("calendar", Calendar);
        if (HasLongTargets) return part;
        var targets = new JsonArray([.. Targets.Select(target => (JsonNode)new JsonObject { ["when"] = new GuardRows([[target.When]]).ToJson(null, null, workflow), ["within"] = target.Within })]);
        if (Within is not null) targets.Add(new JsonObject { ["within"] = Within });
        part.Set("target", targets);
        return part;
    }

    private static JsonArray Points(ImmutableArray<string> words) => new([.. words.Select(word => word.Split(':') is [var kind, var about] ? new JsonObject { [kind] = about } : (JsonNode)word)]);
}
