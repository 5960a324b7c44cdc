using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class CheckingAWorkflow : IDisposable
{
    private readonly TempDirectory directory = new();

    private string Sound => directory.File("sound.json", StandardWorkflow.Json);
    private string Broken => directory.File("broken.json", StandardWorkflow.Json.Replace("\"to\": \"assigned\", \"by\"", "\"to\": \"nowhere\", \"by\"", StringComparison.Ordinal));

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_shipped_workflow_has_no_findings()
    {
        Assert.Equal(0, (await Asked.OfAsync("workflow", "check", Sound)).Status);
        Assert.Equal("[]", (await Asked.OfAsync("workflow", "check", Sound, "--json")).Output.Trim());
    }

    [Fact]
    public async Task A_finding_is_a_line_with_code_severity_place_and_sentence()
    {
        var ran = await Asked.OfAsync("workflow", "check", Broken);
        Assert.Equal((1, ""), (ran.Status, ran.Error));
        Assert.Matches(@"^[a-z-]+ error \$\.steps\.assign\.to:\d+:\d+: \S.*$", ran.Output.Trim());
    }

    [Fact]
    public async Task As_json_a_finding_has_the_same_parts()
    {
        var ran = await Asked.OfAsync("workflow", "check", Broken, "--json");
        var finding = Assert.Single(JsonDocument.Parse(ran.Output).RootElement.EnumerateArray());
        Assert.Equal((1, "error", "$.steps.assign.to"), (ran.Status, finding.GetProperty("severity").GetString(), finding.GetProperty("place").GetString()));
        Assert.NotEmpty(finding.GetProperty("code").GetString()!);
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage()
    {
        var ran = await Asked.OfAsync("workflow", "check", Path.Combine(directory.Path, "no.json"));
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Single(ran.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_a_finding_and_not_read_to_its_end()
    {
        var ran = await Asked.OfAsync("workflow", "check", directory.File("large.json", new string(' ', 3 * DefinitionReader.LargestDocument)));
        Assert.Equal(1, ran.Status);
        Assert.StartsWith("too-large error ", ran.Output, StringComparison.Ordinal);
    }
}
