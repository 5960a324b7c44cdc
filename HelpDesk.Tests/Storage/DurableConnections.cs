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

    private static Task<string> OfAsync(WritesHouse house, string pragma) => house.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    });
}
