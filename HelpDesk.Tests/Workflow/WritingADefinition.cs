using System.Text.Json.Nodes;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

public class WritingADefinition
{
    internal const string Everything = """
        { "workflow": "w", "name": { "en": "Say \"hi\"\n\u0001/é🦊", "de": "Hallo" }, "calendars": ["c"], "surveys": ["s"], "letters": ["l"], "workflows": ["other"], "webhooks": ["w"],
          "clocks": {
            "reply": { "start": "created", "stop": ["agent-replied", { "phase": "closed" }], "target": [ { "when": { "field": "yes", "is": true }, "within": "4h" }, { "within": "1d" } ], "calendar": "c", "pausedIn": ["pending", "onHold"] },
            "bare": { "name": "Time to pick", "start": [ { "field-changed": "pick" } ], "target": "2w" } },
          "approvals": { "refund": { "by": "manager", "needs": 2, "protects": ["a"], "within": "3d", "calendar": "c" }, "ok": { "name": "It is fine", "by": ["agent", "manager"] } },
          "tasks": { "load": { "lease": "5m", "heartbeat": "1m", "timeOut": "2h", "tries": 3, "backOff": "10m" }, "once": { "lease": "5m", "heartbeat": "1m", "timeOut": "2h", "backOff": "1m" } },
          "fields": {
            "zeta": { "name": "Z", "type": "number" }, "alpha": { "name": "A", "type": "date", "setBy": ["manager", "customer"] },
            "yes": { "name": "Y", "type": "flag" }, "long": { "name": "L", "type": "longText" },
            "pick": { "name": "P", "type": "choice", "choices": ["b", { "key": "a", "name": "The A" }] } },
          "states": {
            "z": { "name": "Z", "phase": "open", "customerSees": { "en": "Zed" }, "effects": [ { "set": { "zeta": 1.50, "alpha": "2026-01-31", "yes": false, "long": "a\nb", "pick": null } } ],
                   "timers": { "t": { "after": "90m", "calendar": "c", "anchor": "last-customer-message", "repeat": 3, "effects": [ { "mail": "l", "to": "followers" } ] }, "s": { "after": "1w", "step": "auto" } } },
            "a": { "name": "A", "phase": "closed" } },
          "steps": {
            "start": { "name": "S", "on": "created", "to": "z", "order": 0 },
            "auto": { "name": "Au", "on": ["timer", "automatic", "case-closed", { "field-changed": "zeta" }, { "approval-granted": "refund" }, { "approval-denied": "ok" }, { "task-done": "load" }, { "task-failed": "once" }], "from": { "phase": "open" }, "to": "a", "requires": ["zeta"],
                      "when": { "all": [ { "not": { "field": "zeta", "more": -0.5 } }, { "any": [] }, { "field": "pick", "notIn": ["a", "b"] }, { "field": "yes", "empty": true }, { "field": "alpha", "atMost": "2026-12-31" } ] } },
            "hand": { "name": "H", "by": ["manager", "agent"], "from": ["a", "z"], "requires": ["reply", "note", "assignee"], "effects": [ { "survey": "s" }, { "assign": "least-busy" }, { "clock": "reply", "do": "reset" }, { "note": { "en": "Well", "de": "Nun" } }, { "approval": "refund" }, { "case": "other", "subject": "Part" }, { "case": "other" }, { "webhook": "w" }, { "task": "load" }, { "mail": "l", "to": "agent" } ] },
            "weekly": { "name": "Wk", "on": { "schedule": "0  7 * * 1" }, "template": { "subject": "Weekly", "message": "Do\nit", "fields": { "priority": "low", "pick": "b" } }, "to": "z" },
            "all": { "name": "E", "by": ["customer"], "from": "every" } } }
        """;

    [Fact]
    public void What_is_written_reads_as_the_same_definition()
    {
        foreach (var json in new[] { StandardWorkflow.Json, Everything })
        {
            var written = DefinitionWriter.Write(Support.Compile(json).Definition);
            Assert.Equal(written, DefinitionWriter.Write(Support.Compile(written).Definition));
        }
    }

    [Fact]
    public void Nothing_that_the_file_says_is_lost()
    {
        var file = JsonNode.Parse(StandardWorkflow.Json);
        var written = JsonNode.Parse(DefinitionWriter.Write(StandardWorkflow.Read()));
        Unify(file!);
        Assert.True(JsonNode.DeepEquals(file, written));
    }

    [Fact]
    public void The_form_is_canonical()
    {
        var written = DefinitionWriter.Write(Support.Compile(Everything).Definition);
        Assert.StartsWith("""{"workflow":"w","name":{"de":"Hallo","en":"Say \"hi\"\n\u0001/é🦊"},"calendars":["c"],"surveys":["s"],"letters":["l"],"workflows":["other"],"webhooks":["w"],""", written, StringComparison.Ordinal);
        Assert.Contains("""{"set":{"alpha":"2026-01-31","long":"a\nb","pick":null,"yes":false,"zeta":1.5}}""", written, StringComparison.Ordinal);
        Assert.Contains("\"alpha\":{\"name\":\"A\",\"type\":\"date\",\"setBy\":[\"customer\",\"manager\"]}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_does_not_depend_on_white_space_or_the_order_of_members()
    {
        var hash = DefinitionWriter.Hash(StandardWorkflow.Read());
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, DefinitionWriter.Hash(Support.Compile(JsonNode.Parse(StandardWorkflow.Json)!.ToJsonString()).Definition));
        var turned = StandardWorkflow.Json.Replace("\"name\": \"Open\",     \"phase\": \"open\"", "\"phase\": \"open\", \"name\": \"Open\"", StringComparison.Ordinal);
        Assert.NotEqual(StandardWorkflow.Json, turned);
        Assert.Equal(hash, DefinitionWriter.Hash(Support.Compile(turned).Definition));
    }

    [Fact]
    public void The_hash_depends_on_every_meaning()
    {
        var renamed = StandardWorkflow.Json.Replace("\"5d\"", "\"6d\"", StringComparison.Ordinal);
        Assert.NotEqual(DefinitionWriter.Hash(StandardWorkflow.Read()), DefinitionWriter.Hash(Support.Compile(renamed).Definition));
    }

    /// <summary>The writer drops what the reader would add by itself; the shipped file spells out one such thing.</summary>
    private static void Unify(JsonNode file)
    {
        foreach (var state in new[] { "closed" })
            file["states"]![state]!.AsObject().Remove("customerSees");
    }
}
