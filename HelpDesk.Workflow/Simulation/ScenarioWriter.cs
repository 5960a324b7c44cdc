using System.Collections.Immutable;
using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>Writes stories in their JSON form, without white space. The reader makes an equal story of it.</summary>
public static class ScenarioWriter
{
    /// <summary>The JSON form.</summary>
    public static string Write(Scenario scenario)
    {
        var json = new CanonicalJson();
        json.Map(() =>
        {
            json.Name("scenario").Text(scenario.Name);
            json.Name("workflow").Text(scenario.Workflow);
            json.Name("at").Text(scenario.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Values(json, "given", scenario.Given, []);
            json.Name("acts").List(scenario.Acts, act => Act(json, act));
        });
        return json.ToString();
    }

    private static void Act(CanonicalJson json, ScenarioAct act) => json.Map(() =>
    {
        Text(json, "after", act.After?.ToString());
        if (act.Who != Roles.None)
            Text(json, "who", Vocabulary.Roles.Word(act.Who));
        Text(json, "person", act.Person);
        Kind(json, act);
        if (act.Score > 0)
            json.Name("score").Number(act.Score);
        if (act.Does != ScenarioVerb.Edit)
            Values(json, "with", act.With, [.. new[] { ("reply", act.HasReply), ("note", act.HasNote) }.Where(pair => pair.Item2).Select(pair => pair.Item1)]);
        if (act.Expect is { } expect)
            json.Name("expect").Map(() => Expect(json, expect));
    });

    private static void Kind(CanonicalJson json, ScenarioAct act)
    {
        switch (act.Does)
        {
            case ScenarioVerb.Wait:
                break;
            case ScenarioVerb.Edit:
                Values(json, "edits", act.With, []);
                break;
            case ScenarioVerb.Take:
                Text(json, "takes", act.Key);
                break;
            case ScenarioVerb.Approve:
                Text(json, "approves", act.Key);
                break;
            case ScenarioVerb.Deny:
                Text(json, "denies", act.Key);
                break;
            case ScenarioVerb.Finish:
                Text(json, "finishes", act.Key);
                break;
            case ScenarioVerb.Fail:
                Text(json, "fails", act.Key);
                break;
            default:
                Text(json, "does", act.Does == ScenarioVerb.CloseLinked ? "close-linked" : act.Does.ToString().ToLowerInvariant());
                Text(json, "schedule", act.Key);
                break;
        }
    }

    private static void Expect(CanonicalJson json, Expectation expect)
    {
        Text(json, "state", expect.State);
        Text(json, "phase", expect.Phase is { } phase ? Vocabulary.Phases.Word(phase) : null);
        List(json, "effects", expect.Effects);
        if (expect.Fields is { } fields)
            Values(json, "fields", fields, []);
        List(json, "refused", expect.Refused);
        List(json, "offered", expect.Offered);
        List(json, "notOffered", expect.NotOffered);
        List(json, "timers", expect.Timers);
        Map(json, "clocks", expect.Clocks);
        Map(json, "approvals", expect.Approvals);
    }

    private static void Text(CanonicalJson json, string name, string? text)
    {
        if (text is not null)
            json.Name(name).Text(text);
    }

    private static void List(CanonicalJson json, string name, ImmutableArray<string>? items)
    {
        if (items is { } some)
            json.Name(name).List(some, json.Text);
    }

    private static void Map(CanonicalJson json, string name, ImmutableSortedDictionary<string, string>? items)
    {
        if (items is not null)
            json.Name(name).Map(() =>
            {
                foreach (var (key, value) in items)
                    json.Name(key).Text(value);
            });
    }

    private static void Values(CanonicalJson json, string name, ImmutableSortedDictionary<string, FieldValue> values, ImmutableArray<string> flags)
    {
        if (values.IsEmpty && flags.IsEmpty)
            return;
        json.Name(name).Map(() =>
        {
            foreach (var flag in flags)
                json.Name(flag).Value(FieldValue.Of(true));
            foreach (var (key, value) in values)
                json.Name(key).Value(value);
        });
    }
}
