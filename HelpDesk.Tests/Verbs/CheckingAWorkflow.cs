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
    public async Task A_proof_names_the_case_that_shows_it()
    {
        var ambiguous = directory.File("ambiguous.json", With("\"thank\": { \"name\": \"Thank\", \"from\": [\"resolved\"], \"to\": \"closed\", \"on\": \"customer-replied\", \"when\": { \"field\": \"priority\", \"is\": \"low\" } }"));
        var ran = await Asked.OfAsync("workflow", "check", ambiguous);
        Assert.Equal((1, ""), (ran.Status, ran.Error));
        Assert.Matches(@"(?m)^ambiguous error \$\.steps\.\S+: \S", ran.Output);
        var json = JsonDocument.Parse((await Asked.OfAsync("workflow", "check", ambiguous, "--json")).Output).RootElement;
        var finding = json.EnumerateArray().Single(finding => finding.GetProperty("code").GetString() == "ambiguous");
        Assert.Equal("resolved", finding.GetProperty("witness").GetProperty("state").GetString());
        Assert.Equal("low", finding.GetProperty("witness").GetProperty("fields").GetProperty("priority").GetString());
    }

    [Fact]
    public async Task Warnings_alone_do_not_fail()
    {
        var silent = directory.File("silent.json", With("\"drop\": { \"name\": \"Drop\", \"from\": [\"open\"], \"to\": \"closed\", \"by\": [\"agent\"] }"));
        var ran = await Asked.OfAsync("workflow", "check", silent);
        Assert.Equal(0, ran.Status);
        Assert.Contains("silent-end warning $.steps.drop", ran.Output, StringComparison.Ordinal);
    }

    private static string With(string step) => StandardWorkflow.Json.Replace("\"steps\": {", $"\"steps\": {{ {step},", StringComparison.Ordinal);

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
