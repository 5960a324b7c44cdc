using System.Text.Json;
using HelpDesk.Tests.Faults;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Verbs;

/// <summary>The program in a process of its own, as whoever has the console runs it.</summary>
public sealed class LettingPeopleIn : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_person_is_added_and_the_one_line_printed_is_a_link_that_works()
    {
        var ran = await Ran.ProgramAsync(directory.Path, ["user", "add", "eve@example.com", "--name", "Eve", "--role", "admin"]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        var link = new Uri(Assert.Single(ran.Output.TrimEnd().Split('\n')));

        await using var desk = await DeskProcess.StartAsync(directory.Path, Ports.Free(), new(TestDatabase.Settings(directory.Path)) { ["HelpDesk:Demo"] = "false" });
        using var http = new HttpClient { BaseAddress = desk.Address };
        Assert.Contains("eve@example.com", await http.GetStringAsync(link.PathAndQuery, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_nobody_gets_no_link()
    {
        Assert.Equal(0, (await Ran.VerbAsync(directory.Path, ["user", "add", "eve@example.com", "--name", "Eve", "--role", "agent"])).Status);
        var ran = await Ran.VerbAsync(directory.Path, ["user", "reset", "nobody@example.com"]);
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Single(ran.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("http://localhost:5080", null)]
    [InlineData("https://help.example.com", "https://help.example.com/setup")]
    public async Task The_first_administrator_is_sent_to_where_the_desk_is(string baseUrl, string? page)
    {
        await using var desk = await DeskProcess.StartAsync(directory.Path, Ports.Free(), new(TestDatabase.Settings(directory.Path)) { ["HelpDesk:Demo"] = "false", ["HelpDesk:BaseUrl"] = baseUrl });
        for (var tries = 0; !desk.Said.Contains("this code", StringComparison.Ordinal) && tries < 100; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Contains($"Open {page ?? $"{desk.Address}setup"} and enter this code", desk.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_the_link_as_json()
    {
        var ran = await Ran.VerbAsync(directory.Path, ["user", "add", "eve@example.com", "--name", "Eve", "--role", "agent", "--json"], new() { ["HelpDesk:BaseUrl"] = "https://help.example.com" });
        Assert.StartsWith("https://help.example.com/", JsonDocument.Parse(ran.Output).RootElement.GetProperty("link").GetString(), StringComparison.Ordinal);
    }
}
