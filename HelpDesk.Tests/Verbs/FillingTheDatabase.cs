using System.Text.Json;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.Data.Sqlite;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class FillingTheDatabase
{
    [Fact]
    public async Task An_empty_database_is_filled_once_and_one_in_use_is_left_alone()
    {
        using var directory = new TempDirectory();
        var first = await Ran.VerbAsync(directory.Path, ["seed", "--tickets", "12", "--customers", "4", "--agents", "2", "--seed", "7", "--json"]);
        Assert.Equal(0, first.Status);
        var filled = JsonDocument.Parse(first.Output).RootElement;
        Assert.InRange(filled.GetProperty("tickets").GetInt32(), 12, 24);
        Assert.Equal(6, filled.GetProperty("people").GetInt32());

        var again = await Ran.VerbAsync(directory.Path, ["seed", "--tickets", "1"]);
        Assert.Equal((2, ""), (again.Status, again.Output));
        Assert.Single(again.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Beside_a_desk_that_serves_it_is_refused()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var ran = await Ran.ProgramAsync(house.Directory, ["seed", "--tickets", "1"]);
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Contains("stop it first", Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    // Counting a million tickets for the planner takes minutes, in which a server that starts would not be ready.
    [Fact]
    public async Task The_next_start_need_not_look_at_what_was_filled_in()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL looks by itself, and nobody waits for it.");
        using var directory = new TempDirectory();
        Assert.Equal(0, (await Ran.VerbAsync(directory.Path, ["seed", "--tickets", "12", "--customers", "4", "--agents", "2"])).Status);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "helpdesk.db")};Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var known = database.CreateCommand();
        known.CommandText = "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'Tickets' AND idx = 'IX_Tickets_Number' AND CAST(stat AS INTEGER) >= 12";
        Assert.Equal(1L, await known.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
