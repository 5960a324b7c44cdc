using System.Text.Json.Nodes;
using HelpDesk.Tests.Workflow.Diagram;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>The schema says what the reader says: the same members, words and bounds.</summary>
public class TheSchemaOfDefinitions
{
    private static readonly JsonNode Schema = JsonNode.Parse(WorkflowSchema.Json)!;

    /// <summary>An object of the format, its place in the schema, and a definition that holds it with ¦ where a stranger stands.</summary>
    public static TheoryData<string, string> Objects => new()
    {
        { "", """{ ¦ }""" },
        { "field", """{ "fields": { "f": { ¦ } } }""" },
        { "clock", """{ "clocks": { "c": { ¦ } } }""" },
        { "clockTarget", """{ "clocks": { "c": { "target": [ { ¦ } ] } } }""" },
        { "approval", """{ "approvals": { "a": { ¦ } } }""" },
        { "task", """{ "tasks": { "t": { ¦ } } }""" },
        { "state", """{ "states": { "s": { ¦ } } }""" },
        { "timer", """{ "states": { "s": { "timers": { "t": { ¦ } } } } }""" },
        { "step", """{ "steps": { "s": { ¦ } } }""" },
        { "template", """{ "steps": { "s": { "on": { "schedule": "0 7 * * 1" }, "template": { ¦ } } } }""" },
        { "inPhase", """{ "steps": { "s": { "from": { ¦ } } } }""" },
        { "trigger", """{ "steps": { "s": { "on": { ¦ } } } }""" },
        { "guard", """{ "steps": { "s": { "when": { ¦ } } } }""" },
        { "effect", """{ "steps": { "s": { "effects": [ { ¦ } ] } } }""" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_has_the_members_that_the_reader_accepts(string place, string json)
    {
        var everywhere = Everything(Schema).Where(node => node is JsonObject map && map["properties"] is JsonObject).SelectMany(Members).Append("stranger").Distinct();
        var accepted = everywhere.Where(name => !DefinitionReader.Read(json.Replace("¦", $"\"{name}\": 1", StringComparison.Ordinal)).Faults.Any(IsUnknown)).Order();
        var described = Members(place.Length == 0 ? Schema : Schema["$defs"]![place]!).Distinct().Order();
        Assert.Equal(described, accepted);

        static bool IsUnknown(Fault fault) => fault.Code == "unknown-member" && fault.Message.Contains(" has no ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phase", "$.states.s.phase", """{ "states": { "s": { "phase": "¦" } } }""")]
    [InlineData("role", "$.steps.s.by[0]", """{ "steps": { "s": { "by": [ "¦" ] } } }""")]
    [InlineData("recipient", "$.steps.s.effects[0].to", """{ "steps": { "s": { "effects": [ { "mail": "x", "to": "¦" } ] } } }""")]
    [InlineData("field/properties/type", "$.fields.f.type", """{ "fields": { "f": { "type": "¦" } } }""")]
    [InlineData("timer/properties/anchor", "$.states.s.timers.t.anchor", """{ "states": { "s": { "timers": { "t": { "anchor": "¦" } } } } }""")]
    [InlineData("trigger/anyOf/0", "$.steps.s.on", """{ "steps": { "s": { "on": "¦" } } }""")]
    [InlineData("effect/anyOf/3/properties/assign", "$.steps.s.effects[0].assign", """{ "steps": { "s": { "effects": [ { "assign": "¦" } ] } } }""")]
    [InlineData("effect/anyOf/4/properties/do", "$.steps.s.effects[0].do", """{ "steps": { "s": { "effects": [ { "clock": "x", "do": "¦" } ] } } }""")]
    public void A_fixed_list_has_the_words_that_the_reader_accepts(string place, string path, string json)
    {
        var words = place.Split('/').Aggregate(Schema["$defs"]!, (node, part) => node is JsonArray list ? list[int.Parse(part, null)]! : node[part]!)["enum"]!.AsArray().Select(word => (string)word!).ToArray();
        Assert.All(words, word => Assert.DoesNotContain(FaultsWith(word), fault => fault.Path == path && fault.Code.StartsWith("unknown-", StringComparison.Ordinal)));
        var sentence = Assert.Single(FaultsWith("stranger"), fault => fault.Path == path && fault.Code.StartsWith("unknown-", StringComparison.Ordinal)).Message;
        var accepted = sentence[(sentence.IndexOf("use one of", StringComparison.Ordinal) + 11)..].TrimEnd('.').Split(", ");
        Assert.Equal(accepted.Order(), words.Order());

        IEnumerable<Fault> FaultsWith(string word) => DefinitionReader.Read(json.Replace("¦", word, StringComparison.Ordinal)).Faults;
    }

    /// <summary>ajv, as editors use it, accepts what the reader accepts and complains where the form is wrong.</summary>
    [Fact]
    public void Another_program_accepts_our_definitions_by_it_and_refuses_wrong_ones()
    {
        string[] right = [StandardWorkflow.Json, WritingADefinition.Everything, .. SampleWorkflow.All.Select(sample => sample.Json), .. Enumerable.Range(0, 100).Select(seed => DefinitionWriter.Write(RandomDefinitions.Small(seed)))];
        string[] wrong = [.. new[] { ("\"phase\": \"open\"", "\"phase\": \"lunch\""), ("\"after\": \"5d\"", "\"after\": \"5 days\""), ("\"by\": [\"customer\"]", "\"bye\": [\"customer\"]"), ("\"mail\": \"reminder\", \"to\": \"customer\"", "\"mail\": \"reminder\""), ("\"repeat\": 2", "\"repeat\": 0"), ("\"type\": \"choice\", \"choices\"", "\"type\": \"text\", \"choices\"") }
            .Select(edit => StandardWorkflow.Json.Replace(edit.Item1, edit.Item2, StringComparison.Ordinal))];
        Assert.All(wrong, json => Assert.NotEqual(StandardWorkflow.Json, json));
        var answers = Judges.Schema(WorkflowSchema.Json, right.Concat(wrong));
        Assert.All(answers.Take(right.Length), Assert.Empty);
        Assert.All(answers.Skip(right.Length), Assert.NotEmpty);
    }

    [Fact]
    public void It_names_its_draft_and_forbids_what_it_does_not_know()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)Schema["$schema"]!);
        foreach (var map in Everything(Schema).OfType<JsonObject>().Where(node => node["properties"] is JsonObject && node["type"] is not null))
            Assert.False((bool)map["additionalProperties"]!);
    }

    private static IEnumerable<string> Members(JsonNode node) => node["properties"] is JsonObject own
        ? own.Select(pair => pair.Key)
        : node["anyOf"]!.AsArray().Where(part => part!["properties"] is not null).SelectMany(part => Members(part!));

    private static IEnumerable<JsonNode> Everything(JsonNode node) => (node switch
    {
        JsonObject map => map.Select(pair => pair.Value),
        JsonArray list => list,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Everything).Prepend(node);
}
