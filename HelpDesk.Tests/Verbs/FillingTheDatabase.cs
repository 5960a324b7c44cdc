using System.Text.Json;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class FillingTheDatabase
{
    [Fact]
    public async Task An_empty_database_is_filled_once_and_one_in_use_is_left_alone()
    {
        using var directory = new TempDirectory();
        var first = await Ran.ProgramAsync(directory.Path, ["seed", "--tickets", "12", "--customers", "4", "--agents", "2", "--seed", "7", "--json"]);
        Assert.Equal(0, first.Status);
        var filled = JsonDocument.Parse(first.Output).RootElement;
        Assert.InRange(filled.GetProperty("tickets").GetInt32(), 12, 24);
        Assert.Equal(6, filled.GetProperty("people").GetInt32());

        var again = await Ran.ProgramAsync(directory.Path, ["seed", "--tickets", "1"]);
        Assert.Equal((2, ""), (again.Status, again.Output));
        Assert.Single(again.Error.Trim().Split('\n'));
    }
}
