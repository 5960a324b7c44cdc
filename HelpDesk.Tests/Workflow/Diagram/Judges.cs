using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>The programs that others wrote for the texts that we export: Graphviz and Mermaid; and ajv for our schema. Each reads all texts in one process.</summary>
internal static class Judges
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    /// <summary>What Graphviz laid out, read back from its plain format.</summary>
    public static List<JudgedGraph> Dot(IEnumerable<WorkflowDefinition> definitions) => DotOf(string.Concat(definitions.Select(definition => WorkflowDot.Write(definition))));

    public static List<JudgedGraph> DotOf(string text)
    {
        Needs.Program("dot", "judging DOT");
        var graphs = new List<JudgedGraph>();
        foreach (var line in Ask("dot", ["-Tplain"], text).Split('\n'))
            switch (line.Split(' '))
            {
                case ["graph", ..]: graphs.Add(new([], [])); break;
                case ["node", var id, ..]: graphs[^1].Nodes.Add(new(id, "")); break;
                case ["edge", var from, var to, ..]: graphs[^1].Lines.Add(new(from, to, "")); break;
            }
        return graphs;
    }

    /// <summary>What Graphviz drew.</summary>
    public static List<XElement> DotDrawn(IEnumerable<WorkflowDefinition> definitions)
    {
        Needs.Program("dot", "judging DOT");
        var drawn = Ask("dot", ["-Tsvg"], string.Concat(definitions.Select(definition => WorkflowDot.Write(definition))));
        return [.. drawn.Split("</svg>").SkipLast(1).Select(svg => XElement.Parse(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..] + "</svg>"))];
    }

    /// <summary>What Mermaid's own parser read.</summary>
    public static List<JudgedGraph> Mermaid(IEnumerable<WorkflowDefinition> definitions) => MermaidOf(definitions.Select(definition => WorkflowMermaid.Write(definition)));

    public static List<JudgedGraph> MermaidOf(IEnumerable<string> texts)
    {
        Needs.Program("node", "judging Mermaid");
        var answers = Ask("node", [Path.Combine(Sources.Tests, "Mermaid", "judge.mjs")], JsonSerializer.Serialize(texts));
        return JsonSerializer.Deserialize<List<JudgedGraph>>(answers, CamelCase)!;
    }

    /// <summary>What is wrong with each document by a JSON Schema, as ajv says.</summary>
    public static List<List<string>> Schema(string schema, IEnumerable<string> documents)
    {
        Needs.Program("node", "judging by the schema");
        return JsonSerializer.Deserialize<List<List<string>>>(Ask("node", [Path.Combine(Sources.Tests, "Mermaid", "schema.mjs")], JsonSerializer.Serialize(new { schema, documents })))!;
    }

    private static string Ask(string program, string[] arguments, string input)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            using var writer = process.StandardInput;
            writer.Write(input);
        }
        catch (IOException)
        {
            // It ended before it had read all: what it ended with is judged below.
        }
        process.WaitForExit();
        var complaints = string.Join('\n', errors.Result.Split('\n').Where(line => !line.StartsWith("Warning: Could not load", StringComparison.Ordinal) && line.Length > 0));
        Assert.True(process.ExitCode == 0 && complaints.Length == 0, string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {complaints}"));
        return output.Result;
    }
}

/// <summary>A graph as a judge read it, or what was wrong with its text.</summary>
internal sealed record JudgedGraph(List<JudgedNode> Nodes, List<JudgedLine> Lines, string? Wrong = null);

internal sealed record JudgedNode(string Id, string Text);

internal sealed record JudgedLine(string From, string To, string Text);
