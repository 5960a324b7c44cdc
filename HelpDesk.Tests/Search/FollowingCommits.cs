using HelpDesk.Domain.Search;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HelpDesk.Tests.Search;

/// <summary>Where jobs run, the index follows by itself, without waiting for the job that looks every minute.</summary>
public sealed class FollowingCommits
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_filed_is_found_soon_after_and_so_is_what_comes_later()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        using var follower = Follower(house, jobs: true);
        await follower.StartAsync(Ct);
        var first = await house.FiledAsync(Cast.Carl, "Juniper hedge", "It grows over the fence.");
        await FoundAsync(house, "juniper", first);
        var second = await house.FiledAsync(Cast.Carl, "Larch hedge", "It grows, too.");
        await FoundAsync(house, "larch", second);
        await follower.StopAsync(Ct);
    }

    [Fact]
    public async Task Where_no_jobs_run_nothing_follows()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        using var follower = Follower(house, jobs: false);
        await follower.StartAsync(Ct);
        await follower.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await house.FiledAsync(Cast.Carl, "Juniper hedge", "It grows over the fence.");
        var hits = await house.HitsSoFarAsync(Cast.Sasha, "juniper");
        Assert.Equal((0, true), (hits.Shown.Length, hits.Waiting > 0));
    }

    private static IndexFollower Follower(TestHouse house, bool jobs) =>
        new(house.Services.GetRequiredService<TicketsChanged>(), house.Services.GetRequiredService<IndexCommands>(), new Settings { Jobs = jobs }, NullLogger<IndexFollower>.Instance);

    private static async Task FoundAsync(TestHouse house, string word, long number)
    {
        for (var tries = 0; (await house.HitsSoFarAsync(Cast.Sasha, word)).Shown is not [{ } hit] || hit.Number != number; tries++)
        {
            Assert.True(tries < 300, $"#{number} is not in the index after 30 s.");
            await Task.Delay(100, Ct);
        }
    }
}
