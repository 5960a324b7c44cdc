using System.Net;
using HelpDesk.Domain.Post;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Sasha lets Carol follow Carl's ticket; Carol leaves by the link in her mail's head.</summary>
public sealed class LeavingATicket
{
    [Fact]
    public async Task A_follower_is_added_by_staff_and_leaves_by_a_link_that_changes_nothing_until_the_form_is_sent()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        var path = $"/desk/tickets/{number}/followers";
        var added = await (await (await sasha.GetAsync($"/desk/tickets/{number}")).Form(path).Fill("address", Cast.Carol).SubmitAsync(path)).FollowAsync();
        Assert.Contains("a follower", added.Text);
        Assert.True(added.HasForm(path + "/"));

        var (ticket, carol) = (await house.TicketAsync(number), await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Carol).Select(p => p.Id).SingleAsync()));
        var tokens = await house.Services.GetRequiredService<ReplyKey>().TokensAsync(TestContext.Current.CancellationToken);
        var link = "/following/" + tokens.ForLeaving(ticket.Id, number, carol);
        var stranger = house.Stranger();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/following/" + tokens.For(ticket.Id, number, carol))).Status);
        Assert.Contains("Get no more of these mails?", (await stranger.GetAsync(link)).Text);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketFollowers.CountAsync()));

        // As a mail program sends it: no cookie, no page before it.
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(HttpStatusCode.OK, (await house.Stranger().Http.PostAsync(link, click, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, await house.ReadAsync(db => db.TicketFollowers.CountAsync()));
        Assert.Contains("follows it no longer", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData(Cast.Carl, "It is the customer, who gets everything already.")]
    [InlineData("not an address", "That is no mail address.")]
    public async Task A_refused_follower_stays_typed_beside_the_reason(string address, string reason)
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        var path = $"/desk/tickets/{number}/followers";
        var answer = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form(path).Fill("address", address).SubmitAsync(path);
        Assert.EndsWith("#follower", answer.Location);
        var again = await answer.FollowAsync();
        Assert.Contains(reason, again.Text);
        Assert.Equal(address, again.Form(path)["address"]);
        Assert.DoesNotContain(reason, (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }
}
