using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.RealServers;
using HelpDesk.Web.Mailroom.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Fetching;

/// <summary>A server that does not tell of new mail is asked from time to time, by one reader.</summary>
public sealed class WithoutBeingTold : IAsyncLifetime
{
    private const string Desk = "help@acme.test";
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(2);

    private MailServers servers = null!;
    private TestHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        servers = await MailServers.StartAsync(idles: false, posts: false);
        servers.AddMailboxUser(Desk);
        house = ReadingHouse.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null) await house.DisposeAsync();
        if (servers is not null) await servers.DisposeAsync();
    }

    [Fact]
    public async Task Its_folder_is_looked_into_every_few_seconds()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        var reader = house.Services.GetRequiredService<MailboxReader>();
        Assert.Null(reader.Tells(id));
        house.BeginToRead();
        await house.UntilAsync("it waits", () => Task.FromResult(reader.Tells(id) is not null));
        Assert.False(reader.Tells(id));
        for (var i = 1; i <= 2; i++)
        {
            await LayAsync($"Number {i}");
            await house.UntilAsync("the mail is here", async () => (await house.InboxAsync()).Count == i, Passing);
        }
    }

    [Fact]
    public async Task Of_two_readers_one_reads_and_the_other_takes_over()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        var reader = house.Services.GetRequiredService<MailboxReader>();
        using CancellationTokenSource first = new(), second = new();
        var one = reader.RunAsync(id, first.Token);
        await house.UntilAsync("the first one reads", async () => (await house.MailboxAsync(id)).Lease is not null);
        var lease = (await house.MailboxAsync(id)).Lease;
        var other = reader.RunAsync(id, second.Token);
        for (var i = 0; i < 20; i++) await LayAsync($"Number {i}");
        await house.UntilAsync("all are here", async () => (await house.InboxAsync()).Count == 20, Passing);
        Assert.Equal(lease, (await house.MailboxAsync(id)).Lease);

        await first.CancelAsync();
        await one;
        await LayAsync("After the first one left");
        await house.UntilAsync("the second one goes on", async () => (await house.InboxAsync()).Count == 21, Passing);
        Assert.NotEqual(lease, (await house.MailboxAsync(id)).Lease);
        Assert.Equal(21, (await house.InboxAsync()).Select(mail => mail.RawSha256).Distinct().Count());
        await second.CancelAsync();
        await other;
        Assert.Null((await house.MailboxAsync(id)).Lease);
    }

    [Fact]
    public async Task A_reader_that_died_is_followed_and_changes_nothing_any_more()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        var commands = house.Services.GetRequiredService<MailboxCommands>();
        var (dead, next, ct) = (Guid.NewGuid(), Guid.NewGuid(), TestContext.Current.CancellationToken);
        Assert.NotNull(await commands.TakeAsync(id, dead, ct));
        Assert.Null(await commands.TakeAsync(id, next, ct));
        house.Clock.Advance(MailboxCommands.LeaseTime + TimeSpan.FromSeconds(1));
        Assert.NotNull(await commands.TakeAsync(id, next, ct));

        Assert.Null(await commands.TakeAsync(id, dead, ct));
        Assert.False(await commands.FailedAsync(id, dead, "Too late.", ct));
        Assert.False(await commands.MarkedAsync(id, dead, 1, [], new(1, 5), ct));
        await commands.LetGoAsync(id, dead);
        var mailbox = await house.MailboxAsync(id);
        Assert.Equal((next, null, (long?)0), (mailbox.Lease!.Value, mailbox.LastError, mailbox.ReadUid));
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F25_a_mail_that_the_server_cannot_give_keeps_none_of_the_others_and_is_shown()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        for (var i = 0; i < 3; i++) await LayAsync($"Number {i}");
        servers.Spoil(Desk, "Number 1");
        var began = house.Clock.GetUtcNow();
        house.BeginToRead();
        await house.UntilAsync("the others are here", async () => (await house.InboxAsync()).Count(mail => mail.IsFlagged) == 2, TimeSpan.FromSeconds(1));
        Assert.True(house.Clock.GetUtcNow() - began < TimeSpan.FromMinutes(1), $"{house.Clock.GetUtcNow() - began} {(await house.MailboxAsync(id)).LastError}");
        await house.UntilAsync("the others are here, and it is set before a person", async () => (await house.InboxAsync()) is { Count: 3 } all && all.Count(mail => mail.IsFlagged) == 2, TimeSpan.FromSeconds(5));

        var mails = await house.InboxAsync();
        Assert.Equal(2, mails.Count(mail => mail is { RawSha256.Length: 64, IsFlagged: true }));
        var bad = Assert.Single(mails, mail => mail.RawSha256.Length == 0);
        Assert.Equal(IncomingFate.Quarantined, bad.Fate);
        Assert.Contains("It lies in the mailbox still", bad.Because, StringComparison.Ordinal);
        await LayAsync("The next one");
        await house.UntilAsync("the next one comes in", async () => (await house.InboxAsync()).Count == 4, TimeSpan.FromSeconds(5));
        // The mailbox is told of the contact after the mail is in: they are two commits.
        await house.UntilAsync("the trouble is over", async () => (await house.MailboxAsync(id)).LastError is null, TimeSpan.FromSeconds(5));
    }

    private Task LayAsync(string subject) => servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, subject, "Words."));
}
