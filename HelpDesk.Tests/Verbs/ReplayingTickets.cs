using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class ReplayingTickets
{
    /// <summary>What the desk stored is enough to play it again: on the version that it ran on every ticket comes out the same.</summary>
    [Fact]
    public async Task Stored_tickets_come_out_the_same_on_their_own_version_and_otherwise_on_a_draft()
    {
        using var directory = new TempDirectory();
        Assert.Equal(0, (await Ran.VerbAsync(directory.Path, ["seed", "--tickets", "60", "--seed", "3"])).Status);
        var same = JsonDocument.Parse((await Replay(directory, StandardWorkflow.Json, "--json")).Output).RootElement;
        Assert.InRange(same.GetProperty("tickets").GetInt32(), 60, 120);
        Assert.Equal(same.GetProperty("tickets").GetInt32(), same.GetProperty("outcomes").GetProperty("same").GetInt32());
        Assert.True(same.GetProperty("after").GetProperty("mails").GetInt32() > 60);

        var silent = await Replay(directory, StandardWorkflow.Json.Replace("{ \"mail\": \"received\", \"to\": \"customer\" }, ", "", StringComparison.Ordinal));
        Assert.Equal(0, silent.Status);
        Assert.Matches(@"(?m)^mails -\d+, surveys 0, automatic closures 0, missed deadlines 0\r?$", silent.Output);

        var refusing = await Replay(directory, StandardWorkflow.Json.Replace("\"requires\": [\"reply\", \"resolution\"]", "\"requires\": [\"reply\", \"note\", \"resolution\"]", StringComparison.Ordinal), "--last", "40");
        Assert.Equal(1, refusing.Status);
        Assert.StartsWith("40 tickets", refusing.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^#\d+ resolve by agent: A note is missing\.", refusing.Output);

        Assert.Equal(1, (await Replay(directory, StandardWorkflow.Json.Replace("\"workflow\": \"support\"", "\"workflow\": \"unknown\"", StringComparison.Ordinal))).Status);
    }

    private static Task<Ran> Replay(TempDirectory directory, string draft, params string[] options) =>
        Ran.VerbAsync(directory.Path, ["workflow", "replay", directory.File($"draft-{draft.GetHashCode(StringComparison.Ordinal):x}.json", draft), .. options]);
}
