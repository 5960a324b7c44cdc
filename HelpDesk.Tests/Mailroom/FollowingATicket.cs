using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>Carol gets what is written on Carl's ticket, and nothing else.</summary>
public sealed class FollowingATicket : IAsyncLifetime
{
    private readonly ScriptedCarrier carrier = new();
    private MailroomHouse house = null!;
    private long number;

    public async ValueTask InitializeAsync()
    {
        house = await MailroomHouse.OpenAsync(carrier);
        number = await house.FileAsync();
        await house.AssignAsync(number, house.Sasha.Id);
        Assert.Equal(FollowAnswer.Done, await AddAsync("carol@example.com"));
        await house.SettleAsync(carrier);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Each_gets_a_mail_of_their_own_that_names_the_other()
    {
        await house.ReplyAsync(number, "Which one?");
        await house.DrainAsync();

        Assert.Equal(2, carrier.Carried.Count);
        var (carls, carols) = (To("carl@example.com"), To("carol@example.com"));
        Assert.Equal("carol@example.com", Assert.Single(carls.Cc.Mailboxes).Address);
        Assert.Equal("carl@example.com", Assert.Single(carols.Cc.Mailboxes).Address);
        Assert.NotEqual(carls.ReplyTo.ToString(), carols.ReplyTo.ToString());
        Assert.Contains("Which one?", carols.TextBody, StringComparison.Ordinal);
        Assert.Contains("> It burns.", carols.TextBody, StringComparison.Ordinal);
        Assert.Null(carls.Headers[HeaderId.ListUnsubscribe]);
        Assert.StartsWith("<https://help.acme.test/following/", carols.Headers[HeaderId.ListUnsubscribe], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", carols.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task A_follower_is_told_what_the_customer_writes_and_not_what_they_wrote_themselves()
    {
        await house.HearAsync(number, "The blue one.");
        var carol = await CarolAsync();
        Assert.IsType<Answer.Done>(await house.Tickets.HearAsync(VisibleTicket.InPortal(carol, number), "It is in my room.", [], carol, CommandId.New(), TestContext.Current.CancellationToken));
        await house.DrainAsync();

        Assert.Contains("The blue one.", To("carol@example.com").TextBody, StringComparison.Ordinal);
        Assert.Equal(2, carrier.Carried.Count(m => m.To.ToString().Contains("sasha", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_note_reaches_a_follower_who_is_a_customer_and_colleagues_are_nobodys_to_see()
    {
        const string canary = "CANARY-4711";
        Assert.Equal(FollowAnswer.Done, await AddAsync("mia@example.com"));
        Assert.IsType<Answer.Done>(await house.Tickets.NoteAsync(VisibleTicket.AtDesk(house.AsSasha, number), canary, [], house.AsSasha, Roles.Agent, CommandId.New(), TestContext.Current.CancellationToken));
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which one?", Note = canary });
        await house.DrainAsync();

        var toCustomers = carrier.Carried.Where(m => m.To.ToString().Contains("car", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, toCustomers.Count);
        Assert.All(toCustomers, m => Assert.DoesNotContain(canary, m.TextBody + m.HtmlBody + m.Subject, StringComparison.Ordinal));
        Assert.All(toCustomers, m => Assert.DoesNotContain("mia@", m.Cc.ToString(), StringComparison.Ordinal));
        Assert.Contains($"/desk/tickets/{number}", To("mia@example.com").TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_reads_the_request_and_takes_no_step()
    {
        var carol = await CarolAsync();
        Assert.Equal(1, await house.ReadAsync(db => db.VisibleInPortal(carol).CountAsync()));
        Assert.Equal(0, await house.ReadAsync(db => db.TheirsInPortal(carol).CountAsync()));

        Assert.Equal(FollowAnswer.Done, await house.Tickets.RemoveFollowerAsync(VisibleTicket.AtDesk(house.AsSasha, number), carol.Id, house.AsSasha, Roles.Agent, TestContext.Current.CancellationToken));
        Assert.Equal(0, await house.ReadAsync(db => db.VisibleInPortal(carol).CountAsync()));
        await house.ReplyAsync(number, "Which one?");
        await house.DrainAsync();
        Assert.DoesNotContain(carrier.Carried, m => m.To.ToString().Contains("carol", StringComparison.Ordinal));
        Assert.Equal([EventKind.FollowerAdded, EventKind.FollowerRemoved], await house.ReadAsync(db => db.TicketEvents.Where(e => e.Person != null).OrderBy(e => e.Sequence).Select(e => e.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Who_cannot_follow_is_told_why()
    {
        Assert.Equal(FollowAnswer.IsCustomer, await AddAsync("CARL@example.com"));
        Assert.Equal(FollowAnswer.NoAddress, await AddAsync("carol"));
        Assert.Equal(FollowAnswer.Done, await AddAsync(" Carol@example.com"));
        for (var i = 1; i < TicketFollower.Most; i++) Assert.Equal(FollowAnswer.Done, await AddAsync($"bob{i}@example.com"));
        Assert.Equal(FollowAnswer.TooMany, await AddAsync("tom@example.com"));
    }

    private Task<FollowAnswer> AddAsync(string address) =>
        house.Tickets.AddFollowerAsync(VisibleTicket.AtDesk(house.AsSasha, number), address, house.AsSasha, Roles.Agent, TestContext.Current.CancellationToken);

    private Task<Caller> CarolAsync() => house.ReadAsync(db => db.Users.Where(p => p.Email == "carol@example.com").Select(p => new Caller(p.Id, p.Roles)).SingleAsync());

    private MimeMessage To(string address) => carrier.Carried.Single(m => m.To.Mailboxes.Single().Address == address);
}
