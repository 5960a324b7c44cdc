using System.Diagnostics;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>Definitions that somebody wrote to hurt: each is refused with a fault, or inert. The time that each takes is told; the wait only ends a test that would not.</summary>
public class HostileDefinitions(ITestOutputHelper output)
{
    private static string With(string name, string more = "") => $$"""
        { "workflow": "w", "name": "W", {{more}} "letters": ["l"],
          "states": { "open": { "name": {{name}}, "phase": "open", "customerSees": {{name}} }, "end": { "name": "E", "phase": "closed" } },
          "steps": { "start": { "name": "S", "on": "created", "to": "open" }, "end": { "name": {{name}}, "by": ["agent"], "from": ["open"], "to": "end", "requires": ["reply"] } } }
        """;

    public static TheoryData<string, string, string> Refused => new()
    {
        { "ten thousand states", $$"""{ "workflow": "w", "name": "W", "states": { {{string.Join(',', Enumerable.Range(0, 10_000).Select(at => $"\"s{at}\":{{\"name\":\"S\",\"phase\":\"open\"}}"))}} }, "steps": { "start": { "name": "S", "on": "created", "to": "s0" } } }""", "too-many" },
        { "a megabyte of name", With('"' + new string('n', 1024 * 1024) + '"'), "too-large" },
        { "a long name", With('"' + new string('n', 100_000) + '"'), "too-long" },
        { "a prototype as a state", """{ "workflow": "w", "name": "W", "states": { "__proto__": { "name": "P", "phase": "open" } }, "steps": { "start": { "name": "S", "on": "created", "to": "__proto__" } } }""", "bad-key" },
        { "a prototype as a member", With("\"N\"", "\"__proto__\": { \"admin\": true },"), "unknown-member" },
        { "a member twice", With("\"N\"", "\"letters\": [],"), "duplicate-key" },
        { "half a character", With("\"a\\ud800b\""), "bad-text" },
        { "half a character in the text itself", With("\"a\ud800b\""), "bad-text" },
        { "deep conditions", With("\"N\"").Replace("\"to\": \"end\",", "\"to\": \"end\", \"when\": " + string.Concat(Enumerable.Repeat("{\"not\":", 5000)) + "{}" + new string('}', 5000) + ",", StringComparison.Ordinal), "too-deep" },
        { "a condition of two hundred by two hundred parts", With("\"N\"").Replace("\"to\": \"end\",", "\"to\": \"end\", \"when\": { \"all\": [" + string.Join(',', Enumerable.Repeat("{\"field\":\"priority\",\"is\":\"low\"}", 60_000)) + "] },", StringComparison.Ordinal), "too-large" },
        { "many parts", With("\"N\"").Replace("\"to\": \"end\",", "\"to\": \"end\", \"when\": { \"all\": [" + string.Join(',', Enumerable.Repeat("{\"field\":\"priority\",\"is\":\"low\"}", 20_000)) + "] },", StringComparison.Ordinal), "too-many" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_refused_with_a_fault(string what, string json, string code)
    {
        var (_, faults) = await InTime(what, () => DefinitionReader.Read(json));
        Assert.Contains(faults, fault => fault.Code == code);
        Assert.All(faults, fault => Assert.True(fault.Message.Length < 500 && fault.Path.Length < 500));
    }

    public static TheoryData<string> Names => new()
    {
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "']]><svg onload=alert(1)>", "a\"; DROP TABLE x;--", "%%{init: {}}%%", "end\nsubgraph x", "{{=1}}", "${jndi:ldap://x}", "\u202Egnp.exe", "javascript:alert(1)", "constructor", "toString",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Markup_in_names_is_inert(string name)
    {
        var definition = Support.Compile(With(System.Text.Json.JsonSerializer.Serialize(name))).Definition;
        var drawn = await InTime(name, () => WorkflowPicture.Svg(definition, new PictureOptions("en")));
        var names = System.Xml.Linq.XDocument.Parse(drawn).Descendants().Select(element => element.Name.LocalName).Distinct();
        Assert.Empty(names.Intersect(["script", "img", "image", "foreignObject", "a", "iframe"]));
        Assert.DoesNotContain(System.Xml.Linq.XDocument.Parse(drawn).Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        var text = await InTime(name, () => WorkflowMermaid.Write(definition));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.All(await InTime(name, () => Proof.Of(definition)), finding => Assert.NotEmpty(finding.Message));
        Assert.Equal(DefinitionWriter.Hash(definition), DefinitionWriter.Hash(Support.Compile(DefinitionWriter.Write(definition)).Definition));
    }

    /// <summary>The largest that the reader accepts: every state to the next, by hand.</summary>
    [Fact]
    public async Task The_largest_definition_is_answered()
    {
        var json = $$"""
            { "workflow": "w", "name": "W",
              "states": { {{string.Join(',', Enumerable.Range(0, 499).Select(at => $"\"s{at}\":{{\"name\":\"S{at}\",\"phase\":\"assigned\"}}"))}}, "end": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "s0" }, "end": { "name": "E", "by": ["agent"], "from": "every", "to": "end", "requires": ["reply"] },
                {{string.Join(',', Enumerable.Range(0, 1998).Select(at => $"\"t{at}\":{{\"name\":\"T\",\"by\":[\"agent\"],\"from\":[\"s{at % 499}\"],\"to\":\"s{(at * 7 + 1) % 499}\"}}"))}} } }
            """;
        var (definition, faults) = await InTime("read", () => DefinitionReader.Read(json));
        Assert.Empty(faults);
        Assert.DoesNotContain(await InTime("prove", () => Proof.Of(definition!)), finding => finding.Severity == Severity.Error && finding.Code != "unreachable-state");
        await InTime("compile", () => CompiledWorkflow.Compile(definition!));
        await InTime("export", () => WorkflowMermaid.Write(definition!) + WorkflowDot.Write(definition!));
    }

    private async Task<T> InTime<T>(string what, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.Run(work, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        output.WriteLine($"{what.ReplaceLineEndings(" ")}: {watch.ElapsedMilliseconds} ms");
        return done;
    }
}
