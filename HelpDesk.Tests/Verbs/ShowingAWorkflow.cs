using System.Xml.Linq;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class ShowingAWorkflow : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_picture_is_svg()
    {
        var ran = await Asked.OfAsync("workflow", "show", Sound, "--as", "svg");
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Equal("svg", XDocument.Parse(ran.Output).Root!.Name.LocalName);
    }

    [Fact]
    public async Task The_canonical_form_is_json()
    {
        var ran = await Asked.OfAsync("workflow", "show", Sound, "--as", "json");
        Assert.Equal((0, DefinitionWriter.Write(StandardWorkflow.Read())), (ran.Status, ran.Output.TrimEnd()));
    }

    [Fact]
    public async Task The_picture_for_mermaid_is_a_flowchart()
    {
        var ran = await Asked.OfAsync("workflow", "show", Sound, "--as", "mermaid");
        Assert.Equal((0, "", WorkflowMermaid.Write(StandardWorkflow.Read())), (ran.Status, ran.Error, ran.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task The_picture_for_graphviz_is_dot()
    {
        var ran = await Asked.OfAsync("workflow", "show", Sound, "--as", "dot");
        Assert.Equal((0, "", WorkflowDot.Write(StandardWorkflow.Read())), (ran.Status, ran.Error, ran.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_broken_definition_prints_its_faults_and_no_picture()
    {
        var ran = await Asked.OfAsync("workflow", "show", directory.File("broken.json", "{"), "--as", "svg");
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.StartsWith("bad-json error ", ran.Error, StringComparison.Ordinal);
    }

    private string Sound => directory.File("sound.json", StandardWorkflow.Json);
}
