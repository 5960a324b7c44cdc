using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflows;

public sealed class PublishingADefinition
{
    [Fact]
    public async Task New_tickets_are_filed_under_it_and_others_stay_on_their_version()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var before = await carl.FilesAsync();
        await house.PublishAsync(("\"customerSees\": \"Received\"", "\"customerSees\": \"In good hands\""));
        var after = await carl.FilesAsync("The second one");
        Assert.Contains("In good hands", (await carl.GetAsync($"/portal/tickets/{after}")).Text);
        Assert.DoesNotContain("In good hands", (await carl.GetAsync($"/portal/tickets/{before}")).Text);
    }

    [Fact]
    public async Task From_the_command_line_it_is_stored_once_and_refused_with_its_findings()
    {
        using var directory = new TempDirectory();
        var standard = directory.File("support.json", StandardWorkflow.Json);
        var shorter = directory.File("shorter.json", StandardWorkflow.Json.Replace("\"5d\"", "\"6d\"", StringComparison.Ordinal));
        Assert.Equal((0, "Version 1 says the same; nothing is published."), await PublishAsync(directory, standard));
        Assert.Equal((0, "Published as version 2."), await PublishAsync(directory, shorter));
        Assert.Equal((0, "Version 2 says the same; nothing is published."), await PublishAsync(directory, shorter));

        var trapped = directory.File("trapped.json", StandardWorkflow.Json.Replace("\"on\": [\"survey-answered\", \"timer\"]", "\"on\": \"case-closed\"", StringComparison.Ordinal).Replace("\"close\":  { \"after\": \"5d\", \"step\": \"close\" }", "\"close\":  { \"after\": \"5d\", \"effects\": [ { \"mail\": \"reminder\", \"to\": \"team\" } ] }", StringComparison.Ordinal));
        var refused = await Ran.VerbAsync(directory.Path, ["workflow", "publish", trapped]);
        Assert.Equal((1, ""), (refused.Status, refused.Output));
        Assert.Matches(@"(?m)^unreachable-step error \$\.steps\.close: ", refused.Error);

        var unknown = directory.File("unknown.json", StandardWorkflow.Json.Replace("\"reminder\"", "\"remainder\"", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^no-letter error \$\.letters\[5\]: ", (await Ran.VerbAsync(directory.Path, ["workflow", "publish", unknown])).Error);
    }

    [Theory]
    [InlineData("webhook", "\"webhooks\": [\"billing\"],", "{ \"webhook\": \"billing\" }")]
    [InlineData("task", "\"tasks\": { \"scan\": { \"lease\": \"5m\", \"heartbeat\": \"1m\", \"timeOut\": \"1h\" } },", "{ \"task\": \"scan\" }")]
    public async Task What_this_version_cannot_run_is_refused_in_words(string what, string part, string effect)
    {
        using var directory = new TempDirectory();
        var json = StandardWorkflow.Json.Replace("\"states\": {", part + " \"states\": {", StringComparison.Ordinal).Replace("{ \"mail\": \"escalated\", \"to\": \"managers\" }", effect, StringComparison.Ordinal);
        var refused = await Ran.VerbAsync(directory.Path, ["workflow", "publish", directory.File("draft.json", json)]);
        Assert.Equal(1, refused.Status);
        Assert.Matches($@"(?m)^cannot-run-yet error \$\.steps\.escalate\.effects: This version cannot run an? {what} yet", refused.Error);
    }

    [Theory]
    [InlineData("no-team", "team", "the billing team")]
    [InlineData("no-team", "team", "7f1a4ac2-6f25-4c8d-9a57-000000000000")]
    [InlineData("no-agent", "assignee", "sasha")]
    public async Task A_team_or_an_agent_that_does_not_exist_is_refused_in_words(string code, string field, string value)
    {
        using var directory = new TempDirectory();
        var json = StandardWorkflow.Json.Replace("{ \"set\": { \"resolution\": \"no-answer\" } }", $"{{ \"set\": {{ \"resolution\": \"no-answer\", \"{field}\": \"{value}\" }} }}", StringComparison.Ordinal);
        var refused = await Ran.VerbAsync(directory.Path, ["workflow", "publish", directory.File("draft.json", json)]);
        Assert.Equal(1, refused.Status);
        Assert.Matches($@"(?m)^{code} error \$\.steps\.resolve-unanswered\.effects: There is no ", refused.Error);
    }

    private static async Task<(int, string)> PublishAsync(TempDirectory directory, string file)
    {
        var ran = await Ran.VerbAsync(directory.Path, ["workflow", "publish", file]);
        return (ran.Status, ran.Output.Trim());
    }
}
