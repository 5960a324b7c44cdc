using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>One reading of one story, about one definition: its keys and values are judged by it.</summary>
internal sealed class ScenarioParser(FaultList faults, WorkflowDefinition definition) : JsonParser(faults)
{
    private const int MostActs = 1000;

    /// <summary>A story lasts at most as long as a timer may.</summary>
    private const long MostMinutes = 3660L * 24 * 60;

    /// <summary>Members that belong to some acts only.</summary>
    private static readonly OrderedDictionary<string, string[]> Owners = new()
    {
        ["schedule"] = ["file"],
        ["score"] = ["rate"],
        ["with"] = ["takes"],
        ["person"] = ["takes", "reply", "edits", "approves", "denies"],
    };

    private long minutes;
    private bool isFiled;

    private static readonly OrderedDictionary<string, ScenarioVerb> Verbs = new()
    {
        ["file"] = ScenarioVerb.File,
        ["reply"] = ScenarioVerb.Reply,
        ["rate"] = ScenarioVerb.Rate,
        ["close-linked"] = ScenarioVerb.CloseLinked,
    };

    private static readonly string[] ClockStands = ["idle", "running", "paused", "stopped", "missed"];
    private static readonly string[] ApprovalStands = ["none", "asked", "granted", "denied", "withdrawn"];

    private readonly Dictionary<string, FieldDefinition> fields = BuiltInFields.All.Concat(definition.Fields).ToDictionary(field => field.Key, StringComparer.Ordinal);
    private readonly string[] states = [.. definition.States.Select(state => state.Key)];
    private readonly string[] steps = [.. definition.Steps.Select(step => step.Key)];
    private readonly string[] approvals = [.. definition.Approvals.Select(approval => approval.Key)];
    private readonly string[] tasks = [.. definition.Tasks.Select(task => task.Key)];
    private readonly string[] clocks = [.. definition.Clocks.Select(clock => clock.Key)];
    private readonly string[] timers = [.. definition.States.SelectMany(state => state.Timers).Select(timer => timer.Key).Distinct()];

    public Scenario? Read(JsonTree root)
    {
        if (!IsMap(root, Shape.Scenario))
            return null;
        var name = Required(root, "scenario") is { } named ? Words(named) : "";
        if (Required(root, "workflow") is { } key && Key(key) != definition.Key)
            Faults.Add("other-workflow", key, $"This story is about {Quote.Of(key.Text)}, and the definition is {Quote.Of(definition.Key)}; write its key or take another file.");
        return new(
            name, definition.Key, Required(root, "at") is { } at ? TimeOf(at) : default, Values(root["given"]),
            [.. ListOf(Required(root, "acts"), "acts", MostActs).Select(ReadAct)]);
    }

    private ScenarioAct ReadAct(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Act))
            return ScenarioAct.Waits;
        var kinds = tree.Items.Where(item => Shape.ActKinds.Contains(item.Name)).ToList();
        if (kinds.Count > 1)
            Faults.Add("bad-act", tree, $"An act is at most one of {string.Join(", ", Shape.ActKinds)}; write several acts as several entries.");
        var (verb, key, edited) = kinds is [var kind, ..] ? ReadKind(tree, kind) : (ScenarioVerb.Wait, null, null);
        CheckMembers(tree, kinds is [var only, ..] ? only.Name == "does" ? only.Text : only.Name! : "wait");
        CheckFiling(tree, verb);
        var form = tree["with"];
        return new(
            tree["after"] is { } after ? Wait(after) : null,
            Who(tree, verb),
            tree["person"] is { } person ? Words(person) : null,
            verb, key,
            edited ?? Values(form, "reply", "note"),
            Flag(form?["reply"]), Flag(form?["note"]),
            Whole(tree["score"], 1, 5) ?? (verb == ScenarioVerb.Rate ? Missing(tree, "score") : 0),
            tree["expect"] is { } expect ? ReadExpectation(expect) : null);
    }

    private void CheckMembers(JsonTree act, string kind)
    {
        foreach (var (member, kinds) in Owners)
            if (act[member] is { } foreign && !kinds.Contains(kind))
                Faults.AddAtName("unknown-member", foreign, $"Only an act that is one of {string.Join(", ", kinds)} has {Quote.Of(member)}; remove it.");
        if (act["schedule"] is { } times && (!times.IsText || Schedule.Read(times.Text) is null))
            Faults.Add("bad-schedule", times, "This is no schedule; write minute, hour, day of month, month and day of week, such as \"0 7 * * 1\".");
        if (act["who"] is { IsText: true } customer && kind is "rate" && customer.Text != "customer")
            Faults.Add("unknown-role", customer, "Only a customer answers a survey; write customer, or leave it out.");
        if (act["who"] is null && act["expect"] is { } expected && (expected["offered"] ?? expected["notOffered"]) is { } offers)
            Faults.AddAtName("missing-member", offers, "Steps are offered to somebody; add \"who\" to this act.");
    }

    /// <summary>A case is filed once, and before anything else happens to it.</summary>
    private void CheckFiling(JsonTree act, ScenarioVerb verb)
    {
        if (verb == ScenarioVerb.File && isFiled)
            Faults.Add("filed-twice", act, "The case is filed already; a story is about one case.");
        if (verb is not (ScenarioVerb.File or ScenarioVerb.Wait) && !isFiled)
            Faults.Add("not-filed", act, "The case is not filed yet; begin with \"does\": \"file\".");
        isFiled |= verb == ScenarioVerb.File;
    }

    private Span Wait(JsonTree tree)
    {
        var span = SpanOf(tree);
        minutes += span.Minutes;
        if (minutes <= MostMinutes)
            return span;
        Faults.Add("too-long", tree, "The story is longer than ten years by here; shorten it.");
        return default;
    }

    private (ScenarioVerb Verb, string? Key, ImmutableSortedDictionary<string, FieldValue>? Edited) ReadKind(JsonTree act, JsonTree kind) => kind.Name switch
    {
        "takes" => (ScenarioVerb.Take, Reference(kind, steps, "step"), null),
        "edits" => (ScenarioVerb.Edit, null, Values(kind)),
        "approves" => (ScenarioVerb.Approve, Reference(kind, approvals, "approval"), null),
        "denies" => (ScenarioVerb.Deny, Reference(kind, approvals, "approval"), null),
        "finishes" => (ScenarioVerb.Finish, Reference(kind, tasks, "task"), null),
        "fails" => (ScenarioVerb.Fail, Reference(kind, tasks, "task"), null),
        _ => (Word(kind, Verbs, "act", ScenarioVerb.Wait), act["schedule"] is { IsText: true } times ? Schedule.Read(times.Text)?.Text ?? times.Text : null, null),
    };

    /// <summary>Steps, replies, edits and approvals are somebody's; the rest needs nobody.</summary>
    private Roles Who(JsonTree act, ScenarioVerb verb) =>
        act["who"] is { } who ? Word(who, Vocabulary.Roles, "role", Roles.None)
        : verb is ScenarioVerb.Take or ScenarioVerb.Reply or ScenarioVerb.Edit or ScenarioVerb.Approve or ScenarioVerb.Deny ? WithoutWho(act)
        : verb is ScenarioVerb.Rate || verb is ScenarioVerb.File && act["schedule"] is null ? Roles.Customer
        : Roles.None;

    private Roles WithoutWho(JsonTree act)
    {
        Required(act, "who");
        return Roles.None;
    }

    private int Missing(JsonTree act, string name)
    {
        Required(act, name);
        return 0;
    }

    private Expectation ReadExpectation(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Expectation))
            return new();
        return new(
            tree["state"] is { } state ? Reference(state, states, "state") : null,
            tree["phase"] is { } phase ? Word(phase, Vocabulary.Phases, "phase", Phase.Open) : null,
            Keys(tree["effects"], null, "effect"),
            tree["fields"] is { } values ? Values(values) : null,
            Keys(tree["refused"], [.. Enum.GetValues<ReasonKind>().Select(ScenarioWords.Of)], "reason"),
            Keys(tree["offered"], steps, "step"),
            Keys(tree["notOffered"], steps, "step"),
            Keys(tree["timers"], timers, "timer"),
            Stands(tree["clocks"], clocks, "clock", ClockStands),
            Stands(tree["approvals"], approvals, "approval", ApprovalStands));
    }

    private ImmutableArray<string>? Keys(JsonTree? tree, string[]? known, string what) => tree is null
        ? null
        : [.. ListOf(tree, what + "s", 200).Select(item => known is null ? Words(item) : Reference(item, known, what))];

    private ImmutableSortedDictionary<string, string>? Stands(JsonTree? tree, string[] known, string what, string[] stands)
    {
        if (tree is null)
            return null;
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(tree, what + "s", 200))
        {
            if (!known.Contains(entry.Name!))
                Faults.AddAtName("unknown-" + what, entry, $"There is no {what} {Quote.Of(entry.Name!)}; {Quote.OneOf(known)}.");
            read[entry.Name!] = Reference(entry, stands, "stand");
        }
        return read.ToImmutable();
    }

    private ImmutableSortedDictionary<string, FieldValue> Values(JsonTree? tree, params string[] besides)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var entry in tree is null ? [] : Entries(tree, "values", 200))
            if (besides.Contains(entry.Name))
                continue;
            else if (!fields.TryGetValue(entry.Name!, out var field))
                Faults.AddAtName("unknown-field", entry, $"There is no field {Quote.Of(entry.Name!)}; {Quote.OneOf(fields.Keys)}.");
            else
                values[entry.Name!] = entry.Kind == JsonValueKind.Null ? FieldValue.None : ValueFor(field, entry);
        return values.ToImmutable();
    }

    private bool Flag(JsonTree? tree)
    {
        if (tree is { Flag: null })
            Wrong(tree, "true or false");
        return tree?.Flag == true;
    }

    private DateTimeOffset TimeOf(JsonTree tree)
    {
        if (tree.IsText && DateTimeOffset.TryParseExact(tree.Text, ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is > 1900 and < 9000)
            return at;
        Faults.Add("bad-time", tree, "This is no time in UTC; write one such as \"2036-03-03T10:00Z\".");
        return DateTimeOffset.UnixEpoch;
    }
}
