using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.RealServers;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Fetching;

/// <summary>A mailbox sends itself a mail through a real Postfix and sees it arrive in a real Dovecot.</summary>
public sealed class TestingAMailbox
{
    private const string Desk = "help@acme.test";

    [Fact]
    public async Task What_it_sent_itself_arrives_and_is_nothing_else()
    {
        await using var servers = await MailServers.StartAsync();
        servers.AddMailboxUser(Desk);
        await using var house = new TestHouse
        {
            Clock = new FakeTimeProvider(DateTimeOffset.UtcNow),
            Furnish = services => services.AddSingleton<CarrierMaker>(() => new SmtpCarrier(new SmtpSettings { Host = "127.0.0.1", Port = servers.SmtpPort, Security = "None", From = Desk })),
        };
        var id = await house.AddMailboxAsync(servers, Desk);
        var ada = await house.SignedInAsync(Cast.Ada);
        var path = $"/manage/mailboxes/{id}";
        var sent = await (await (await ada.GetAsync(path)).Form($"{path}/test").SubmitAsync()).FollowAsync();
        Assert.Contains("a mail to itself is on its way", sent.Text);
        Assert.Contains("It has not arrived yet.", sent.Text);

        house.Clock.Advance(TimeSpan.FromSeconds(4));
        await house.UntilAsync("it arrives", async () =>
        {
            await house.FetchAsync(id);
            await house.Services.GetRequiredService<DueIncoming>().RunAsync(CancellationToken.None);
            return (await house.MailboxAsync(id)).TestSeenAt is not null;
        });
        Assert.Contains("arrived after 4 s", (await ada.GetAsync(path)).Text);
        Assert.Equal(IncomingFate.SetAside, Assert.Single(await house.InboxAsync()).Fate);
        Assert.Equal(0, await house.ReadAsync(db => db.Tickets.CountAsync()));

        // Switched off, nobody would see it arrive.
        await (await ada.GetAsync(path)).Form($"{path}/switch").SubmitAsync();
        var off = await (await (await ada.GetAsync(path)).Form($"{path}/test").SubmitAsync()).FollowAsync();
        Assert.Contains("Switch it on, and test again", off.Text);
    }
}
