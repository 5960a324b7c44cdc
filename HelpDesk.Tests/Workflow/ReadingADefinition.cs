using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>Each fault is found in a copy of the shipped workflow with one thing wrong.</summary>
public class ReadingADefinition
{
    /// <summary>What is replaced, by what (¦ marks where the fault must point), the code and the path.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "\"to\": \"assigned\", \"by\"", "\"to\": ¦\"asigned\", \"by\"", "unknown-state", "$.steps.assign.to" },
        { "\"from\": [\"open\"]", "\"from\": [\"open\", ¦\"opn\"]", "unknown-state", "$.steps.assign.from[1]" },
        { "\"from\": [\"open\"]", "\"from\": [\"open\", ¦\"open\"]", "duplicate-key", "$.steps.assign.from[1]" },
        { "\"from\": [\"open\"]", "\"from\": ¦[]", "empty-from", "$.steps.assign.from" },
        { "\"from\": [\"open\"]", "\"from\": ¦\"open\"", "wrong-type", "$.steps.assign.from" },
        { "\"from\": [\"open\"]", "\"from\": { \"phase\": ¦\"opened\" }", "unknown-phase", "$.steps.assign.from.phase" },
        { "\"assign\":   { \"name\": \"Assign\", \"from\": [\"open\"], \"to\"", "\"assign\":   ¦{ \"name\": \"Assign\", \"to\"", "missing-member", "$.steps.assign" },
        { "\"step\": \"close\"", "\"step\": ¦\"closee\"", "unknown-step", "$.states.resolved.timers.close.step" },
        { "\"step\": \"close\"", "\"step\": ¦\"withdraw\"", "not-on-timer", "$.states.resolved.timers.close.step" },
        { "\"step\": \"close\"", "\"step\": ¦\"resolve-unanswered\"", "not-from-here", "$.states.resolved.timers.close.step" },
        { "\"step\": \"close\"", "\"step\": \"close\", ¦\"repeat\": 2", "repeat-with-step", "$.states.resolved.timers.close.repeat" },
        { "\"step\": \"close\"", "\"step\": \"close\", ¦\"effects\": [ { \"survey\": \"satisfaction\" } ]", "step-and-effects", "$.states.resolved.timers.close.effects" },
        { "\"close\":  { \"after\": \"5d\", \"step\": \"close\" }", "\"close\":  ¦{ \"after\": \"5d\" }", "idle-timer", "$.states.resolved.timers.close" },
        { "\"after\": \"5d\"", "\"after\": ¦\"5 days\"", "bad-span", "$.states.resolved.timers.close.after" },
        { "\"after\": \"5d\"", "\"after\": ¦\"05d\"", "bad-span", "$.states.resolved.timers.close.after" },
        { "\"after\": \"5d\"", "\"after\": ¦5", "bad-span", "$.states.resolved.timers.close.after" },
        { "\"after\": \"5d\"", "\"after\": ¦\"600w\"", "too-long", "$.states.resolved.timers.close.after" },
        { "\"repeat\": 2", "\"repeat\": ¦0", "wrong-type", "$.states.pending.timers.remind.repeat" },
        { "\"calendar\": \"business\"", "\"calendar\": ¦\"busines\"", "unknown-calendar", "$.states.open.timers.unassigned.calendar" },
        { "\"survey\": \"satisfaction\"", "\"survey\": ¦\"joy\"", "unknown-survey", "$.states.resolved.timers.survey.effects[0].survey" },
        { "\"mail\": \"reminder\"", "\"mail\": ¦\"remainder\"", "unknown-letter", "$.states.pending.timers.remind.effects[0].mail" },
        { "\"mail\": \"reminder\", \"to\": \"customer\"", "\"mail\": \"reminder\", \"to\": ¦\"cat\"", "unknown-recipient", "$.states.pending.timers.remind.effects[0].to" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "¦{ \"mail\": \"reminder\" }", "missing-member", "$.states.pending.timers.remind.effects[0]" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "¦{ }", "bad-effect", "$.states.pending.timers.remind.effects[0]" },
        { "{ \"survey\": \"satisfaction\" }", "{ \"survey\": \"satisfaction\", ¦\"to\": \"customer\" }", "unknown-member", "$.states.resolved.timers.survey.effects[0].to" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": { \"resolution\": ¦\"no-idea\" }", "unknown-choice", "$.steps.resolve-unanswered.effects[0].set.resolution" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": { ¦\"result\": \"no-answer\" }", "unknown-field", "$.steps.resolve-unanswered.effects[0].set.result" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": { ¦\"reopenings\": 1 }", "not-settable", "$.steps.resolve-unanswered.effects[0].set.reopenings" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": { \"priority\": ¦null }", "wrong-value", "$.steps.resolve-unanswered.effects[0].set.priority" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": { \"resolution\": ¦3 }", "wrong-value", "$.steps.resolve-unanswered.effects[0].set.resolution" },
        { "\"set\": { \"resolution\": \"no-answer\" }", "\"set\": ¦{ }", "bad-effect", "$.steps.resolve-unanswered.effects[0].set" },
        { "\"by\": [\"customer\"]", "\"by\": [¦\"client\"]", "unknown-role", "$.steps.withdraw.by[0]" },
        { "\"by\": [\"customer\"]", "\"by\": ¦[]", "nobody-takes-it", "$.steps.withdraw.by" },
        { "\"by\": [\"customer\"]", "\"order\": 1", "nobody-takes-it", "$.steps.withdraw" },
        { "\"by\": [\"customer\"]", "¦\"by\": [\"customer\"], \"on\": \"timer\"", "by-and-on", "$.steps.withdraw.by" },
        { "\"by\": [\"customer\"]", "\"on\": ¦\"lunch\"", "unknown-trigger", "$.steps.withdraw.on" },
        { "\"by\": [\"customer\"]", "\"on\": [\"timer\", { \"field-changed\": ¦\"colour\" }]", "unknown-field", "$.steps.withdraw.on[1].field-changed" },
        { "\"by\": [\"customer\"]", "\"on\": [\"timer\", ¦\"timer\"]", "duplicate-key", "$.steps.withdraw.on[1]" },
        { "\"by\": [\"customer\"]", "\"by\": [\"customer\"], \"order\": ¦1.5", "wrong-type", "$.steps.withdraw.order" },
        { "\"requires\": [\"note\"]", "\"requires\": [¦\"memo\"]", "unknown-field", "$.steps.escalate.requires[0]" },
        { "\"on\": [\"survey-answered\", \"timer\"]", "\"on\": \"timer\", \"requires\": ¦[\"reply\"]", "no-form", "$.steps.close.requires" },
        { "\"to\": \"open\", \"on\": \"created\"", "\"to\": \"open\", ¦\"from\": [\"open\"], \"on\": \"created\"", "start-with-from", "$.steps.start.from" },
        { "\"start\":    { \"name\": \"Start\", \"to\": \"open\",", "\"start\":    ¦{ \"name\": \"Start\",", "start-without-to", "$.steps.start" },
        { "\"on\": \"created\"", "\"on\": ¦[\"created\", \"timer\"]", "start-and-more", "$.steps.start.on" },
        { "\"steps\": {", "\"steps\": ¦{", "missing-start", "$.steps" },
        { "\"field\": \"priority\"", "\"field\": ¦\"prio\"", "unknown-field", "$.steps.escalate.when.any[0].field" },
        { "\"in\": [\"high\", \"urgent\"]", "\"in\": [\"high\", ¦\"hot\"]", "unknown-choice", "$.steps.escalate.when.any[0].in[1]" },
        { "\"in\": [\"high\", \"urgent\"]", "\"in\": ¦[]", "empty-list", "$.steps.escalate.when.any[0].in" },
        { "\"in\": [\"high\", \"urgent\"]", "\"in\": ¦\"high\"", "wrong-type", "$.steps.escalate.when.any[0].in" },
        { "\"in\": [\"high\", \"urgent\"]", "\"empty\": ¦1", "wrong-type", "$.steps.escalate.when.any[0].empty" },
        { "{ \"field\": \"priority\", \"in\": [\"high\", \"urgent\"] }", "¦{ \"field\": \"priority\", \"is\": \"low\", \"isNot\": \"high\" }", "bad-guard", "$.steps.escalate.when.any[0]" },
        { "{ \"field\": \"priority\", \"in\": [\"high\", \"urgent\"] }", "¦{ \"field\": \"priority\" }", "bad-guard", "$.steps.escalate.when.any[0]" },
        { "{ \"field\": \"priority\", \"in\": [\"high\", \"urgent\"] }", "¦{ \"all\": [], \"any\": [] }", "bad-guard", "$.steps.escalate.when.any[0]" },
        { "{ \"field\": \"priority\", \"in\": [\"high\", \"urgent\"] }", "{ \"field\": \"subject\", ¦\"less\": \"b\" }", "wrong-operator", "$.steps.escalate.when.any[0].less" },
        { "\"atLeast\": 2", "\"atLeast\": ¦\"two\"", "wrong-value", "$.steps.escalate.when.any[1].atLeast" },
        { "\"atLeast\": 2", "\"atLeast\": ¦1e400", "wrong-value", "$.steps.escalate.when.any[1].atLeast" },
        { "\"type\": \"choice\", \"choices\"", "\"type\": \"choice\", ¦\"colour\": 1, \"choices\"", "unknown-member", "$.fields.resolution.colour" },
        { "\"fixed\", \"duplicate\"", "\"fixed\", ¦\"fixed\"", "duplicate-key", "$.fields.resolution.choices[2]" },
        { "\"fixed\", \"duplicate\"", "\"fixed\", ¦\"Duplicate it\"", "bad-key", "$.fields.resolution.choices[2]" },
        { "\"setBy\": [\"agent\"] }", "\"setBy\": [\"agent\"] }, \"size\": ¦{ \"name\": \"Size\", \"type\": \"choice\" }", "missing-choices", "$.fields.size" },
        { "\"setBy\": [\"agent\"] }", "\"setBy\": [\"agent\"] }, \"size\": { \"name\": \"Size\", \"type\": \"text\", ¦\"choices\": [\"s\"] }", "unexpected-choices", "$.fields.size.choices" },
        { "\"setBy\": [\"agent\"] }", "\"setBy\": [\"agent\"] }, ¦\"note\": { \"name\": \"Note\", \"type\": \"text\" }", "reserved-key", "$.fields.note" },
        { "\"setBy\": [\"agent\"] }", "\"setBy\": [\"agent\"] }, ¦\"priority\": { \"name\": \"P\", \"type\": \"text\" }", "reserved-key", "$.fields.priority" },
        { "\"setBy\": [\"agent\"] }", "\"setBy\": [\"agent\"] }, ¦\"Größe\": { \"name\": \"P\", \"type\": \"text\" }", "bad-key", "$.fields['Größe']" },
        { "\"workflow\": \"support\"", "\"workflow\": ¦\"Support!\"", "bad-key", "$.workflow" },
        { "\"name\": \"Support\"", "\"name\": ¦\" \"", "empty-text", "$.name" },
        { "\"name\": \"Support\"", "\"name\": { \"en\": \"Support\", ¦\"x!\": \"?\" }", "bad-language", "$.name['x!']" },
        { "\"name\": \"Support\"", "\"name\": ¦7", "wrong-type", "$.name" },
        { "\"name\": \"Support\"", "\"name\": ¦\"\\ud800\"", "bad-text", "$.name" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", ¦\"name\": \"Support\"", "duplicate-key", "$.name" },
        { "\"calendars\": [\"business\"]", "\"calendars\": [\"business\", ¦\"business\"]", "duplicate-key", "$.calendars[1]" },
        { "\"after\": \"5d\"", "\"after\": \"5d\", \"anchor\": ¦\"last-message\"", "unknown-anchor", "$.states.resolved.timers.close.anchor" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"webhook\": ¦\"x\" }", "unknown-webhook", "$.states.pending.timers.remind.effects[0].webhook" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"task\": ¦\"x\" }", "unknown-task", "$.states.pending.timers.remind.effects[0].task" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"case\": ¦\"x\" }", "unknown-workflow", "$.states.pending.timers.remind.effects[0].case" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"approval\": ¦\"x\" }", "unknown-approval", "$.states.pending.timers.remind.effects[0].approval" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"clock\": ¦\"x\", \"do\": \"stop\" }", "unknown-clock", "$.states.pending.timers.remind.effects[0].clock" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "¦{ \"clock\": \"x\" }", "missing-member", "$.states.pending.timers.remind.effects[0]" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"clock\": \"x\", \"do\": ¦\"tick\" }", "unknown-act", "$.states.pending.timers.remind.effects[0].do" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"assign\": ¦\"anybody\" }", "unknown-strategy", "$.states.pending.timers.remind.effects[0].assign" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"note\": ¦\"\" }", "empty-text", "$.states.pending.timers.remind.effects[0].note" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "{ \"note\": \"Hm\", ¦\"subject\": \"x\" }", "unknown-member", "$.states.pending.timers.remind.effects[0].subject" },
        { "{ \"mail\": \"reminder\", \"to\": \"customer\" }", "¦{ \"note\": \"Hm\", \"assign\": \"previous\" }", "bad-effect", "$.states.pending.timers.remind.effects[0]" },
        { "\"by\": [\"customer\"]", "\"on\": { \"approval-granted\": ¦\"refund\" }", "unknown-approval", "$.steps.withdraw.on.approval-granted" },
        { "\"by\": [\"customer\"]", "\"on\": { \"task-failed\": ¦\"load\" }", "unknown-task", "$.steps.withdraw.on.task-failed" },
        { "\"by\": [\"customer\"]", "\"on\": ¦{ \"task-failed\": \"load\", \"task-done\": \"load\" }", "wrong-type", "$.steps.withdraw.on" },
        { "\"on\": \"created\"", "\"on\": { \"schedule\": ¦\"every Monday\" }", "bad-schedule", "$.steps.start.on.schedule" },
        { "\"on\": \"created\"", "\"on\": { \"schedule\": ¦\"0 7 31 2 *\" }", "bad-schedule", "$.steps.start.on.schedule" },
        { "\"start\":    {", "\"weekly\": ¦{ \"name\": \"W\", \"to\": \"open\", \"on\": { \"schedule\": \"0 7 * * 1\" } }, \"start\":    {", "missing-template", "$.steps.weekly" },
        { "\"on\": \"created\"", "\"on\": \"created\", ¦\"template\": { \"subject\": \"S\" }", "unexpected-template", "$.steps.start.template" },
        { "\"start\":    {", "\"weekly\": { \"name\": \"W\", \"to\": \"open\", \"on\": { \"schedule\": \"0 7 * * 1\" }, \"template\": { \"subject\": ¦\"a\\nb\" } }, \"start\":    {", "bad-text", "$.steps.weekly.template.subject" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": ¦[]", "wrong-type", "$.clocks" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": { \"c\": { \"start\": ¦\"timer\" } }", "bad-clock-point", "$.clocks.c.start" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": { \"c\": { \"start\": { \"phase\": ¦\"lunch\" } } }", "unknown-phase", "$.clocks.c.start.phase" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": { \"c\": { \"target\": [ ¦{ } ] } }", "missing-member", "$.clocks.c.target[0]" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": { \"c\": { \"target\": ¦\"soon\" } }", "bad-span", "$.clocks.c.target" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"clocks\": { \"c\": { \"pausedIn\": [\"pending\", ¦\"pending\"] } }", "duplicate-key", "$.clocks.c.pausedIn[1]" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"approvals\": { \"a\": ¦{ \"needs\": 1 } }", "missing-member", "$.approvals.a" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"approvals\": { \"a\": { \"by\": ¦[] } }", "nobody-consents", "$.approvals.a.by" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"approvals\": { \"a\": { \"by\": \"manager\", \"needs\": ¦0 } }", "wrong-type", "$.approvals.a.needs" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"approvals\": { \"a\": { \"by\": \"manager\", \"protects\": [¦\"paid\"] } }", "unknown-state", "$.approvals.a.protects[0]" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"approvals\": { \"a\": { \"by\": \"manager\", ¦\"calendar\": \"business\" } }", "idle-calendar", "$.approvals.a.calendar" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"tasks\": { \"t\": { \"lease\": \"1m\", \"heartbeat\": ¦\"1m\", \"timeOut\": \"1h\" } }", "slow-heartbeat", "$.tasks.t.heartbeat" },
        { "\"name\": \"Support\"", "\"name\": \"Support\", \"tasks\": { \"t\": { \"lease\": \"2m\", \"heartbeat\": \"1m\", \"timeOut\": ¦\"600w\" } }", "too-long", "$.tasks.t.timeOut" },
        { "\"phase\": \"pending\"", "\"phase\": ¦\"waiting\"", "unknown-phase", "$.states.pending.phase" },
        { "\"open\":     {", "\"open\": { \"name\": \"Open\", \"phase\": \"open\" }, ¦\"open\":     {", "duplicate-key", "$.states.open" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_place(string right, string wrong, string code, string path)
    {
        Assert.Contains(right, StandardWorkflow.Json, StringComparison.Ordinal);
        var at = StandardWorkflow.Json.IndexOf(right, StringComparison.Ordinal);
        var json = string.Concat(StandardWorkflow.Json.AsSpan(0, at), wrong, StandardWorkflow.Json.AsSpan(at + right.Length));
        if (code == "missing-start")
            json = json.Replace("\"on\": \"created\"", "\"on\": \"timer\", \"from\": \"every\"", StringComparison.Ordinal);
        var mark = json.IndexOf('¦', StringComparison.Ordinal);
        var (definition, faults) = DefinitionReader.Read(json.Replace("¦", "", StringComparison.Ordinal));
        Assert.Null(definition);
        var fault = Assert.Single(faults, fault => fault.Code == code && fault.Path == path && (mark < 0 || Place(json, mark) == (fault.Line, fault.Column)));
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_state_is_named_with_its_line()
    {
        var fault = Assert.Single(DefinitionReader.Read(StandardWorkflow.Json.Replace("\"to\": \"pending\"", "\"to\": \"waiting\"", StringComparison.Ordinal)).Faults);
        Assert.Equal(("unknown-state", "$.steps.ask.to", 30), (fault.Code, fault.Path, fault.Line));
        Assert.Equal("There is no state \"waiting\"; use one of open, assigned, pending, resolved, closed.", fault.Message);
    }

    [Fact]
    public void Every_fault_is_found_in_one_reading_and_in_the_order_of_the_file()
    {
        var json = StandardWorkflow.Json
            .Replace("\"phase\": \"pending\"", "\"phase\": \"waiting\"", StringComparison.Ordinal)
            .Replace("\"calendar\": \"business\"", "\"calendar\": \"night\"", StringComparison.Ordinal)
            .Replace("\"to\": \"pending\"", "\"to\": \"nowhere\"", StringComparison.Ordinal);
        Assert.Equal(["unknown-calendar", "unknown-phase", "unknown-state"], DefinitionReader.Read(json).Faults.Select(fault => fault.Code));
    }

    [Theory]
    [InlineData("", "bad-json", 1, 1)]
    [InlineData("{\n  \"workflow\": \"a\",\n}", "bad-json", 3, 1)]
    [InlineData("{} x", "bad-json", 1, 4)]
    [InlineData("[]", "wrong-type", 1, 1)]
    [InlineData("null", "wrong-type", 1, 1)]
    [InlineData("\uFEFF[]", "wrong-type", 1, 1)]
    public void What_is_no_definition_is_a_fault_and_no_exception(string json, string code, int line, int column)
    {
        var fault = Assert.Single(DefinitionReader.Read(json).Faults);
        Assert.Equal((code, line, column), (fault.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void Half_a_character_is_a_fault()
    {
        var fault = Assert.Single(DefinitionReader.Read("{\n \"a\ud800\": 1}").Faults);
        Assert.Equal(("bad-text", 2, 4), (fault.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void Deep_nesting_is_a_fault()
    {
        foreach (var (open, close, times) in new[] { ("[", "]", 65), ("{\"a\":", "}", 100), ("[", "]", 500_000) })
        {
            var json = string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));
            Assert.Contains(DefinitionReader.Read(json.Replace("\"a\":}", "\"a\":1}", StringComparison.Ordinal)).Faults, fault => fault.Code == "too-deep");
        }
        var deepest = string.Concat(Enumerable.Repeat("[", 64)) + string.Concat(Enumerable.Repeat("]", 64));
        Assert.DoesNotContain(DefinitionReader.Read(deepest).Faults, fault => fault.Code == "too-deep");
    }

    [Theory]
    [InlineData(1_100_000, ' ')]
    [InlineData(600_000, 'ä')]
    public void A_document_over_one_mebibyte_is_a_fault(int length, char filling) =>
        Assert.Equal("too-large", Assert.Single(DefinitionReader.Read("\"" + new string(filling, length) + "\"").Faults).Code);

    [Fact]
    public void A_hostile_document_is_read_quickly_and_its_faults_are_bounded()
    {
        var json = "{\"" + new string('k', 500_000) + "\":1,\"states\":{" + string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"\"S{i}\":{{}}")) + "}}";
        var faults = DefinitionReader.Read(json).Faults;
        Assert.Equal(501, faults.Length);
        Assert.All(faults, fault => Assert.True(fault.Message.Length < 400 && fault.Path.Length < 400));
    }

    [Fact]
    public void Plain_words_maps_and_objects_are_all_accepted()
    {
        var workflow = Support.Compile("""
            { "$schema": "workflow.schema.json", "workflow": "w", "name": { "en": "Wish", "DE": "Wunsch" },
              "fields": { "size": { "name": "Size", "type": "choice", "choices": ["very-small", { "key": "xl", "name": { "de": "Riesig" } }], "setBy": ["customer", "agent"] } },
              "states": { "new": { "name": "New", "phase": "open" }, "held": { "name": "Held", "phase": "onHold" }, "done": { "name": "Done", "phase": "closed" } },
              "steps": {
                "file": { "name": "File", "on": ["created"], "to": "new" },
                "hold": { "name": "Hold", "from": { "phase": "open" }, "to": "held", "by": ["agent"], "when": { "not": { "field": "size", "atLeast": "xl" } } },
                "size": { "name": "Size", "from": "every", "to": "new", "on": [ { "field-changed": "size" }, "agent-replied" ], "order": 2 },
                "done": { "name": "Done", "from": "every", "to": "done", "by": ["agent", "manager"] } } }
            """);
        Assert.Equal("Wunsch", workflow.Definition.Name.In("de-AT"));
        Assert.Equal("Very small", workflow.Field("size")!.Choices[0].Name.ToString());
        Assert.Equal("New", workflow.State("new")!.CustomerSees.ToString());
        Assert.IsType<Source.Every>(workflow.Step("done")!.From);
        Assert.Equal(new Source.InPhase(Phase.Open), workflow.Step("hold")!.From);
        Assert.Equal([new(TriggerKind.FieldChanged, "size"), new Trigger(TriggerKind.AgentReplied)], workflow.Step("size")!.On);
    }

    private static (int, int) Place(string json, int mark) =>
        (1 + json[..mark].Count(c => c == '\n'), mark - json[..mark].LastIndexOf('\n'));
}
