using System.Net;
using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Live;

public sealed class HearingOfChanges
{
    [Fact]
    public async Task Whoever_may_see_a_ticket_at_the_desk_hears_that_it_changed_and_nobody_else()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var (open, hidden) = (await carl.FilesAsync(), await carl.FilesAsync("A wrong invoice"));
        await ToBillingAsync(house, hidden);
        await using var sasha = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Sasha));
        await using var tom = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Tom));

        Assert.True(await sasha.WatchAsync("desk"));
        Assert.True(await sasha.WatchAsync($"ticket:{open}"));
        Assert.False(await sasha.WatchAsync($"ticket:{hidden}"));
        Assert.False(await sasha.WatchAsync($"ticket:{hidden + 1}"));
        Assert.False(await sasha.WatchAsync($"ticket:0{open}"));
        Assert.False(await sasha.WatchAsync(""));
        Assert.True(await tom.WatchAsync($"ticket:{hidden}"));

        await carl.RepliesAsync(hidden, "One more thing.");
        // What happened just before may be told first.
        var revision = (await house.TicketAsync(hidden)).Revision;
        var told = await tom.HearAsync();
        while (told.GetProperty("revision").GetInt32() < revision) told = await tom.HearAsync();
        Assert.Equal(($"ticket:{hidden}", hidden), (told.GetProperty("scope").GetString(), told.GetProperty("number").GetInt64()));
        Assert.Equal(revision, told.GetProperty("revision").GetInt32());
        // At the desk not everybody may know of every ticket: it hears that something changed, not what.
        var atDesk = await sasha.HearAsync();
        Assert.Equal("desk", atDesk.GetProperty("scope").GetString());
        Assert.Equal(JsonValueKind.Null, atDesk.GetProperty("number").ValueKind);
        Assert.Equal(JsonValueKind.Null, atDesk.GetProperty("revision").ValueKind);
    }

    [Fact]
    public async Task A_customer_has_no_line_and_who_loses_a_role_is_hung_up_on()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var answer = await carl.Http.PostAsync("/live/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        await using var desk = await LiveLine.OpenAsync(await house.SignedInAsync(Cast.Sasha));
        Assert.True(await desk.WatchAsync("desk"));
        var mia = await house.SignedInAsync(Cast.Mia);
        var sasha = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Sasha).Select(p => p.Id).SingleAsync());
        var disabled = await (await mia.GetAsync($"/manage/people/{sasha}")).Form($"/manage/people/{sasha}/disabling").SubmitAsync();
        Assert.True(disabled.IsRedirect, disabled.Text);
        await desk.Ended;
    }

    private static async Task ToBillingAsync(TestHouse house, long number)
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        var billing = await house.ReadAsync(db => db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync());
        Assert.True((await (await mia.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/fields").Fill("team", billing.ToString()).SubmitAsync()).IsRedirect);
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
