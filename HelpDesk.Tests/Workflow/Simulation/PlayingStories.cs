using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow.Simulation;

public class PlayingStories
{
    public static TheoryData<string> Shipped => [.. StandardWorkflow.Scenarios];

    private static Scenario Read(string json, CompiledWorkflow? workflow = null)
    {
        var (scenario, faults) = ScenarioReader.Read(json, (workflow ?? Support.Shipped).Definition);
        Assert.Empty(faults);
        return scenario!;
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_shipped_stories_hold(string json)
    {
        var result = ScenarioPlay.Run(Read(json), Support.Shipped);
        Assert.Empty(result.Broken);
        Assert.True(result.Holds);
        Assert.Equal(Read(json).Acts.Length, result.Lines.Length);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_is_written_reads_as_the_same_story(string json)
    {
        var written = ScenarioWriter.Write(Read(json));
        Assert.Equal(written, ScenarioWriter.Write(Read(written)));
        Assert.True(ScenarioPlay.Run(Read(written), Support.Shipped).Holds);
    }

    [Fact]
    public void A_change_of_the_workflow_breaks_the_story_that_shows_it()
    {
        var slower = Compile(StandardWorkflow.Json.Replace("\"after\": \"2d\", \"repeat\": 2", "\"after\": \"3d\", \"repeat\": 2", StringComparison.Ordinal));
        var broken = ScenarioPlay.Run(Read(StandardWorkflow.Scenarios[0]), slower).Broken;
        Assert.Equal("Line 6: expected effects mail reminder to customer, and it was none.", broken[0].Sentence);
        Assert.Equal(("effects", 6), (broken[0].What, broken[0].Line));
    }

    [Fact]
    public void A_refusal_that_nobody_expected_is_told()
    {
        var story = Read("""
            { "scenario": "S", "workflow": "support", "at": "2036-03-03T10:00Z", "acts": [ { "does": "file" }, { "who": "agent", "takes": "resolve", "with": { "reply": true, "resolution": "fixed" } } ] }
            """);
        Assert.Equal("Line 2: expected refusal none, and it was not-from-here.", Assert.Single(ScenarioPlay.Run(story, Support.Shipped).Broken).Sentence);
    }

    [Fact]
    public void A_played_case_can_be_gone_back_to()
    {
        var simulator = new Simulator(Support.Shipped, World);
        var filed = simulator.Do(SimulatedCase.New(Monday, Values()), new Command.Happened(Roles.Customer, Monday, new(TriggerKind.Created)));
        var waited = simulator.FireNext(filed);
        Assert.Equal((1, 2, Monday.AddHours(4)), (filed.Played.Count, waited.Played.Count, waited.Now));
        Assert.Equal([new Effect.Mail("still-unassigned", Recipient.Team)], waited.Played[1].Effects);
        Assert.Equal((Monday, 1), (filed.Now, filed.Timers.Length));
        Assert.Same(waited, simulator.FireNext(waited));
    }

    /// <summary>A draft that nobody proved may fire for ever; a story about it ends all the same.</summary>
    [Fact]
    public void Playing_ends_whatever_fires()
    {
        var restless = Compile("""
            { "workflow": "w", "name": "W", "states": { "a": { "name": "A", "phase": "open", "timers": { "t": { "after": "1m", "step": "go" } } }, "b": { "name": "B", "phase": "open", "timers": { "t": { "after": "1m", "step": "come" } } } },
              "steps": { "start": { "name": "S", "on": "created", "to": "a" }, "go": { "name": "G", "on": "timer", "from": ["a"], "to": "b" }, "come": { "name": "C", "on": "timer", "from": ["b"], "to": "a" } } }
            """);
        var story = Read("""{ "scenario": "S", "workflow": "w", "at": "2036-03-03T10:00Z", "acts": [ { "does": "file" }, { "after": "500w" } ] }""", restless);
        Assert.Equal(Simulator.MostFirings, ScenarioPlay.Run(story, restless).Lines.Sum(line => line.Played.Length));
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "\"does\": \"file\"", "\"does\": ¦\"fly\"", "unknown-act", "$.acts[0].does" },
        { "\"takes\": \"assign\"", "\"takes\": ¦\"asign\"", "unknown-step", "$.acts[1].takes" },
        { "\"takes\": \"assign\"", "\"takes\": \"assign\", ¦\"colour\": 1", "unknown-member", "$.acts[1].colour" },
        { "\"who\": \"agent\", \"takes\"", "\"who\": ¦\"boss\", \"takes\"", "unknown-role", "$.acts[1].who" },
        { "{ \"who\": \"agent\", \"takes\"", "¦{ \"takes\"", "missing-member", "$.acts[1]" },
        { "\"assignee\": \"sasha\"", "¦\"asignee\": \"sasha\"", "unknown-field", "$.acts[1].with.asignee" },
        { "\"after\": \"2d\"", "\"after\": ¦\"2 days\"", "bad-span", "$.acts[2].after" },
        { "\"state\": \"assigned\"", "\"state\": ¦\"asigned\"", "unknown-state", "$.acts[1].expect.state" },
        { "\"refused\": []", "\"refused\": [¦\"because\"]", "unknown-reason", "$.acts[2].expect.refused[0]" },
        { "\"2036-03-03T10:00Z\"", "¦\"Monday\"", "bad-time", "$.at" },
        { "\"workflow\": \"support\"", "\"workflow\": ¦\"other\"", "other-workflow", "$.workflow" },
        { "\"does\": \"rate\", \"score\": 5", "\"does\": \"rate\", \"score\": ¦9", "wrong-type", "$.acts[3].score" },
        { "{ \"does\": \"rate\", \"score\": 5 }", "¦{ \"does\": \"rate\" }", "missing-member", "$.acts[3]" },
        { "\"does\": \"file\"", "\"does\": \"file\", \"takes\": \"assign\"", "bad-act", "$.acts[0]" },
        { "\"after\": \"2d\"", "\"after\": ¦\"9999999w\"", "too-long", "$.acts[2].after" },
        { "\"refused\": []", "¦\"notOffered\": [\"withdraw\"]", "missing-member", "$.acts[2].expect.notOffered" },
        { "\"does\": \"file\"", "\"does\": \"file\", ¦\"score\": 3", "unknown-member", "$.acts[0].score" },
        { "\"does\": \"file\"", "\"does\": \"file\", \"schedule\": ¦\"soon\"", "bad-schedule", "$.acts[0].schedule" },
        { "\"does\": \"rate\"", "\"who\": ¦\"agent\", \"does\": \"rate\"", "unknown-role", "$.acts[3].who" },
        { "\"acts\": [ { \"does\": \"file\" },", "\"acts\": [ { \"does\": \"file\" }, ¦{ \"does\": \"file\" },", "filed-twice", "$.acts[1]" },
        { "\"acts\": [ { \"does\": \"file\" },", "\"acts\": [", "not-filed", "$.acts[0]" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_of_a_story_is_named_with_its_place(string right, string wrong, string code, string path)
    {
        const string story = """
            { "scenario": "S", "workflow": "support", "at": "2036-03-03T10:00Z", "given": { "priority": "low" },
              "acts": [ { "does": "file" }, { "who": "agent", "takes": "assign", "with": { "assignee": "sasha" }, "expect": { "state": "assigned" } },
                        { "after": "2d", "expect": { "refused": [] } }, { "does": "rate", "score": 5 } ] }
            """;
        Assert.Empty(ScenarioReader.Read(story, Support.Shipped.Definition).Faults);
        Assert.Contains(right, story, StringComparison.Ordinal);
        var json = story.Replace(right, wrong, StringComparison.Ordinal);
        var mark = json.IndexOf('¦', StringComparison.Ordinal);
        var (scenario, faults) = ScenarioReader.Read(json.Replace("¦", "", StringComparison.Ordinal), Support.Shipped.Definition);
        Assert.Null(scenario);
        var fault = Assert.Single(faults, fault => fault.Code == code && fault.Path == path);
        if (mark >= 0)
            Assert.Equal((1 + json[..mark].Count(c => c == '\n'), mark - json[..mark].LastIndexOf('\n')), (fault.Line, fault.Column));
    }
}
