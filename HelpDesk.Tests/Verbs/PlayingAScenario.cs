using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class PlayingAScenario : IDisposable
{
    private readonly TempDirectory directory = new();

    private string Definition => directory.File("support.json", StandardWorkflow.Json);

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Each_decision_is_a_line_and_a_story_that_holds_is_fine()
    {
        var ran = await Asked.OfAsync("workflow", "simulate", Definition, "--script", directory.File("story.json", StandardWorkflow.Scenarios[1]));
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Contains("2036-03-10 10:00  time fires give-up: pending → resolved by resolve-unanswered; mail resolved-unanswered to customer", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("holds", ran.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_come_as_expected_is_told_in_words_and_as_json()
    {
        var story = directory.File("wrong.json", StandardWorkflow.Scenarios[1].Replace("\"state\": \"closed\"", "\"state\": \"open\"", StringComparison.Ordinal));
        var ran = await Asked.OfAsync("workflow", "simulate", Definition, "--script", story);
        Assert.Equal(1, ran.Status);
        Assert.Contains("broken  Line 5: expected state open, and it was closed.", ran.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await Asked.OfAsync("workflow", "simulate", Definition, "--script", story, "--json")).Output).RootElement;
        Assert.False(json.GetProperty("holds").GetBoolean());
        Assert.Equal(5, json.GetProperty("broken")[0].GetProperty("line").GetInt32());
        Assert.Equal("created", json.GetProperty("lines")[0].GetProperty("what").GetString());
    }

    [Fact]
    public async Task Faults_of_a_story_have_their_place_and_a_missing_file_is_wrong_usage()
    {
        var faulty = await Asked.OfAsync("workflow", "simulate", Definition, "--script", directory.File("faulty.json", "{ \"scenario\": \"S\", \"workflow\": \"support\", \"at\": \"now\", \"acts\": [] }"));
        Assert.Equal((1, ""), (faulty.Status, faulty.Output));
        Assert.Matches(@"^bad-time error \$\.at:1:\d+: \S", faulty.Error);
        Assert.Equal(2, (await Asked.OfAsync("workflow", "simulate", Definition, "--script", Path.Combine(directory.Path, "none.json"))).Status);
        Assert.Equal(2, (await Asked.OfAsync("workflow", "simulate", Definition)).Status);
    }
}
