using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>What is promised as durable holds on every connection, new or out of the pool.</summary>
public sealed class DurableConnections
{
    [Fact]
    public async Task Every_connection_syncs_each_commit_and_keeps_references_whole()
    {
        await using var house = await WritesHouse.BuildAsync();
        for (var opening = 0; opening < 5; opening++)
        {
            Assert.Equal("wal", await OfAsync(house, "journal_mode"));
            Assert.Equal("2", await OfAsync(house, "synchronous"));
            Assert.Equal("1", await OfAsync(house, "foreign_keys"));
            Assert.Equal("10000", await OfAsync(house, "busy_timeout"));
        }
        // Several at the same time are several of the pool's.
        var (gate, busy) = await house.HoldAsync();
        var two = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OfAsync(house, "synchronous")));
        Assert.All(two, synchronous => Assert.Equal("2", synchronous));
        gate.SetResult();
        await busy;
    }

    [Fact]
    public async Task After_a_stop_the_file_is_the_whole_database()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL's server keeps its own files.");
        using var place = new TempDirectory();
        await using (var house = new TestHouse(directory: place.Path)) await house.GetCastAsync();
        Assert.True(File.Exists(Path.Combine(place.Path, "helpdesk.db")));
        Assert.False(File.Exists(Path.Combine(place.Path, "helpdesk.db-wal")), "Its log is not written back.");
    }

    private static Task<string> OfAsync(WritesHouse house, string pragma) => house.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    });
}
