using System.Text.Json;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class RebuildingSearch
{
    [Fact]
    public async Task The_index_is_made_anew_from_the_tickets()
    {
        using var directory = new TempDirectory();
        Assert.Equal(0, (await Ran.VerbAsync(directory.Path, ["seed", "--tickets", "5", "--customers", "2", "--agents", "1"])).Status);
        var rebuilt = await Ran.VerbAsync(directory.Path, ["search", "rebuild", "--json"]);
        Assert.Equal(0, rebuilt.Status);
        Assert.InRange(JsonDocument.Parse(rebuilt.Output).RootElement.GetProperty("tickets").GetInt32(), 5, 10);
    }
}
