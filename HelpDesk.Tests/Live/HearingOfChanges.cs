using System.Net;
using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Web.Live;
using Xunit;

namespace HelpDesk.Tests.Live;

public sealed class HearingOfChanges
{
    [Fact]
    public async Task Whoever_may_see_a_ticket_hears_that_it_changed_and_nobody_else()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var number = await carl.FilesAsync();
        await using var customer = await LiveLine.OpenAsync(carl);
        await using var desk = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Sasha));
        await using var stranger = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Bob));

        Assert.True(await customer.WatchAsync($"ticket:{number}"));
        Assert.False(await customer.WatchAsync("desk"));
        Assert.True(await desk.WatchAsync("desk"));
        Assert.True(await desk.WatchAsync($"ticket:{number}"));
        Assert.False(await stranger.WatchAsync($"ticket:{number}"));
        Assert.False(await stranger.WatchAsync($"ticket:{number + 1}"));
        Assert.False(await stranger.WatchAsync($"ticket:0{number}"));
        Assert.False(await stranger.WatchAsync("desk"));
        Assert.False(await stranger.WatchAsync(""));

        await carl.RepliesAsync(number, "One more thing.");
        var told = await customer.HearAsync();
        Assert.Equal(($"ticket:{number}", number), (told.GetProperty("scope").GetString(), told.GetProperty("number").GetInt64()));
        Assert.Equal((await house.TicketAsync(number)).Revision, told.GetProperty("revision").GetInt32());
        // At the desk not everybody may know of every ticket: it hears that something changed, not what.
        var atDesk = new[] { await desk.HearAsync(), await desk.HearAsync() }.Single(c => c.GetProperty("scope").GetString() == "desk");
        Assert.Equal(JsonValueKind.Null, atDesk.GetProperty("number").ValueKind);
        Assert.Equal(JsonValueKind.Null, atDesk.GetProperty("revision").ValueKind);
    }

    [Fact]
    public async Task A_connection_ends_after_an_hour_so_that_the_page_asks_anew_for_what_it_may_see()
    {
        await using var house = new TestHouse();
        await using var desk = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Sasha));
        Assert.True(await desk.WatchAsync("desk"));
        Assert.False(desk.Ended.IsCompleted);
        house.Clock.Advance(LiveHub.Stay);
        await desk.Ended;
    }

    [Fact]
    public async Task Who_is_not_signed_in_hears_nothing()
    {
        await using var house = new TestHouse();
        var answer = await house.Stranger().Http.PostAsync("/live/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
