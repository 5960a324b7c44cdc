using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Workflows.Drafts;

/// <summary>A definition's JSON on its way from one edit to the next. What it becomes is read by the core like any other: a wrong edit gives faults and changes nothing.</summary>
public sealed class DefinitionDocument
{
    /// <summary>What a definition lists because its effects and timers name it; kept by each edit, so that nobody has to.</summary>
    private static readonly (string List, string Names)[] Listed = [("letters", "mail"), ("surveys", "survey"), ("workflows", "case"), ("webhooks", "webhook"), ("calendars", "calendar")];

    private readonly JsonObject root;

    private DefinitionDocument(JsonObject root) => this.root = root;

    /// <summary>Reads the canonical form that drafts are kept in.</summary>
    public static DefinitionDocument Read(string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>The part at a place such as <c>states/open</c>, or null.</summary>
    public JsonObject? At(string place)
    {
        JsonNode? here = root;
        foreach (var name in place.Split('/', StringSplitOptions.RemoveEmptyEntries)) here = (here as JsonObject)?[name];
        return here as JsonObject;
    }

    /// <summary>Whether a part is the same in both.</summary>
    public bool SameAt(string place, DefinitionDocument other) => JsonNode.DeepEquals(At(place), other.At(place));

    /// <summary>Puts a part where it belongs; one that is new comes last.</summary>
    public void Put(string place, JsonObject part)
    {
        var (parent, key) = Split(place);
        if (At(parent) is not { } holder)
        {
            var (above, name) = Split(parent);
            (At(above) ?? throw new InvalidOperationException($"There is no {above} in the draft."))[name] = holder = [];
        }
        // Found in its old place again, so that the file's order stays.
        if (holder.IndexOf(key) is var at and >= 0) holder.SetAt(at, part);
        else holder.Add(key, part);
    }

    /// <summary>A key for a name that nothing has at this place: "Waiting for supplier" gives <c>waiting-for-supplier</c>.</summary>
    public string NewKey(string place, string name) => KeyOf(name, free => At(place)?.ContainsKey(free) == true);

    /// <summary>A key that follows from a name and is not taken.</summary>
    public static string KeyOf(string name, Func<string, bool> isTaken)
    {
        var letters = name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark ? '\0' : '-').Where(c => c != '\0');
        var key = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (key.Length == 0 || !char.IsAsciiLetterLower(key[0])) key = "x" + (key.Length == 0 ? "" : "-" + key);
        if (key.Length > 50) key = key[..50].TrimEnd('-');
        var free = key;
        for (var n = 2; isTaken(free); n++) free = $"{key}-{n}";
        return free;
    }

    /// <summary>The same under another name, and under the key that follows from it.</summary>
    public DefinitionDocument As(string name)
    {
        (root["workflow"], root["name"]) = (NewKey("", name), name);
        return this;
    }

    /// <summary>Removes a part, with what cannot be without it: a state's steps, a step's timers, an approval's steps and effects, what names a field.</summary>
    public void Remove(string place)
    {
        var (parent, key) = Split(place);
        if (At(parent)?.Remove(key) != true) return;
        Action<string> follow = parent switch
        {
            "states" => ForgetState,
            "steps" => ForgetStep,
            "fields" => ForgetField,
            "approvals" => ForgetApproval,
            "clocks" => key => ForgetEffects(effect => Text(effect["clock"]) == key),
            _ => _ => { }
            ,
        };
        follow(key);
    }

    /// <summary>The definition with its lists kept, in the canonical form; or what is wrong with it.</summary>
    public (WorkflowDefinition? Definition, IReadOnlyList<Fault> Faults) ToDefinition()
    {
        var named = Members(root).ToLookup(member => member.Name, member => member.Value);
        foreach (var (list, names) in Listed)
        {
            var (listed, wanted) = ((root[list] as JsonArray ?? []).Select(Text).ToList(), named[names].Distinct(StringComparer.Ordinal).ToList());
            // In the order in which they stood; what is new comes last.
            wanted = [.. wanted.OrderBy(name => listed.IndexOf(name) is var at and >= 0 ? at : int.MaxValue)];
            if (wanted.Count == 0) root.Remove(list);
            else root[list] = new JsonArray([.. wanted.Select(name => (JsonNode)name)]);
        }
        foreach (var part in new[] { "fields", "clocks", "approvals", "tasks" })
            if (root[part] is JsonObject { Count: 0 }) root.Remove(part);
        var (definition, faults) = DefinitionReader.Read(root.ToJsonString());
        return (definition, faults);
    }

    private void ForgetState(string key)
    {
        foreach (var (step, body) in Parts("steps"))
        {
            if (Text(body["to"]) == key) Remove("steps/" + step);
            else if (Drop(body, "from", key) == 0) Remove("steps/" + step);
        }
        foreach (var (_, approval) in Parts("approvals"))
            if (Drop(approval, "protects", key) == 0) approval.Remove("protects");
    }

    private void ForgetStep(string key)
    {
        foreach (var (_, state) in Parts("states"))
            if (state["timers"] is JsonObject timers)
            {
                foreach (var timer in timers.Where(timer => Text(timer.Value?["step"]) == key).Select(timer => timer.Key).ToList()) timers.Remove(timer);
                if (timers.Count == 0) state.Remove("timers");
            }
    }

    private void ForgetField(string key)
    {
        foreach (var (step, body) in Parts("steps"))
        {
            if (Drop(body, "requires", key) == 0) body.Remove("requires");
            if (body["when"] is { } guard && Mentions(guard, key)) body.Remove("when");
            ForgetTrigger(step, body, trigger => Text(trigger["field-changed"]) == key);
        }
        ForgetEffects(effect => effect["set"] is JsonObject set && set.Remove(key) && set.Count == 0);
    }

    private void ForgetApproval(string key)
    {
        foreach (var (step, body) in Parts("steps"))
            ForgetTrigger(step, body, trigger => Text(trigger["approval-granted"]) == key || Text(trigger["approval-denied"]) == key);
        ForgetEffects(effect => Text(effect["approval"]) == key);
    }

    private void ForgetTrigger(string step, JsonObject body, Func<JsonObject, bool> isGone)
    {
        if (body["on"] is JsonObject one && isGone(one)) Remove("steps/" + step);
        if (body["on"] is not JsonArray list) return;
        foreach (var gone in list.OfType<JsonObject>().Where(isGone).ToList()) list.Remove(gone);
        if (list.Count == 0) Remove("steps/" + step);
    }

    private void ForgetEffects(Func<JsonObject, bool> isGone)
    {
        var holders = Parts("steps").Concat(Parts("states")).Select(part => part.Body).Concat(Parts("states").SelectMany(state => (state.Body["timers"] as JsonObject ?? []).Select(timer => timer.Value!.AsObject())));
        foreach (var holder in holders.ToList())
            if (holder["effects"] is JsonArray effects)
            {
                foreach (var gone in effects.OfType<JsonObject>().Where(isGone).ToList()) effects.Remove(gone);
                if (effects.Count == 0) holder.Remove("effects");
            }
    }

    /// <summary>Takes a word out of a list; how many are left, or null where it holds no such list.</summary>
    private static int? Drop(JsonObject body, string list, string word)
    {
        if (body[list] is not JsonArray words) return Text(body[list]) == word ? 0 : null;
        foreach (var gone in words.Where(entry => Text(entry) == word).ToList()) words.Remove(gone);
        return words.Count;
    }

    private static bool Mentions(JsonNode guard, string field) => guard switch
    {
        JsonObject atom => Text(atom["field"]) == field || atom.Any(member => member.Value is { } value && Mentions(value, field)),
        JsonArray list => list.Any(part => part is not null && Mentions(part, field)),
        _ => false,
    };

    private List<(string Key, JsonObject Body)> Parts(string of) => [.. (root[of] as JsonObject ?? []).Where(part => part.Value is JsonObject).Select(part => (part.Key, part.Value!.AsObject()))];

    /// <summary>Every member anywhere that is a text.</summary>
    private static IEnumerable<(string Name, string Value)> Members(JsonNode? node) => node switch
    {
        // What is set are fields by their keys, whatever those are called.
        JsonObject map => map.Where(member => member.Key is not ("set" or "template")).SelectMany(member => Text(member.Value) is { } text ? [(member.Key, text)] : Members(member.Value)),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static (string Parent, string Key) Split(string place) => place.LastIndexOf('/') is var at and >= 0 ? (place[..at], place[(at + 1)..]) : ("", place);
}
