using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflow.Logs;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class DiscoveringAWorkflow : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_draft_is_printed_and_what_was_guessed_goes_to_the_error_output()
    {
        var ran = await Asked.OfAsync("workflow", "discover", directory.File("log.csv", CsvOf.Steps(PlayedSupport.Log(300, seed: 5))), "--name", "Old desk");

        Assert.Equal(0, ran.Status);
        var (definition, faults) = DefinitionReader.Read(ran.Output);
        Assert.Empty(faults);
        Assert.Equal(("old-desk", 5), (definition!.Key, definition.States.Length));
        Assert.Contains("it became a timer", ran.Error, StringComparison.Ordinal);
        Assert.Contains("of 300 cases fully", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_the_remarks_stand_beside_the_draft()
    {
        var ran = await Asked.OfAsync("workflow", "discover", directory.File("log.csv", "case,status,time\n1,Open,2026-03-02\n1,Closed,2026-03-03\n,Open,2026-03-03\n"), "--json");

        Assert.Equal((0, ""), (ran.Status, ran.Error));
        var json = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal("discovered", json.GetProperty("definition").GetProperty("workflow").GetString());
        Assert.Equal(("statuses", 1), (json.GetProperty("shape").GetString(), json.GetProperty("fitness").GetInt32()));
        Assert.Equal(4, Assert.Single(json.GetProperty("faults").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.NotEmpty(json.GetProperty("remarks").EnumerateArray());
    }

    [Fact]
    public async Task A_log_without_a_workflow_is_status_1_and_says_why()
    {
        var ran = await Asked.OfAsync("workflow", "discover", directory.File("log.csv", "a,b\n1,2\n"));

        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Contains("No column of the header is the case; name one \"case\".", ran.Error, StringComparison.Ordinal);
    }
}
