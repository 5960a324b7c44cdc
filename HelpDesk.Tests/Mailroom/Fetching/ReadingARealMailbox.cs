using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.RealServers;
using HelpDesk.Web.Mailroom.Fetching;
using MailKit;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Fetching;

/// <summary>A real Dovecot, told of mail by a real Postfix. Not beside the others that measure what a large mail takes.</summary>
[Collection("large mails")]
public sealed class ReadingARealMailbox : IAsyncLifetime
{
    private const string Desk = "help@acme.test";

    private MailServers servers = null!;
    private TestHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        servers = await MailServers.StartAsync();
        servers.AddMailboxUser(Desk);
        house = ReadingHouse.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null) await house.DisposeAsync();
        if (servers is not null) await servers.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_by_smtp_is_here_as_soon_as_the_server_tells_of_it()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        house.BeginToRead();
        await servers.DeliverAsync(Cast.Carl, Desk, "The printer", "It prints stripes.");
        await house.UntilAsync("the mail is stored and marked", async () => (await house.InboxAsync()) is [{ IsFlagged: true }]);

        var mail = Assert.Single(await house.InboxAsync());
        await using var raw = await house.Services.GetRequiredService<RawMailFiles>().OpenAsync(mail.RawSha256, CancellationToken.None);
        using var reader = new StreamReader(raw, Encoding.UTF8);
        Assert.EndsWith("\r\n\r\nIt prints stripes.\r\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((1, 0), await servers.CountAsync(Desk));
        var mailbox = await house.MailboxAsync(id);
        Assert.NotNull(mailbox.ContactAt);
        Assert.Null(mailbox.LastError);

        // And the next one, while it waits again.
        await servers.DeliverAsync(Cast.Carol, Desk, "Mine too", "Stripes here as well.");
        await house.UntilAsync("the second mail is here", async () => (await house.InboxAsync()).Count == 2);
    }

    [Fact]
    public async Task After_the_server_was_away_it_is_read_again_and_meanwhile_the_trouble_is_said()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        house.BeginToRead();
        await house.UntilAsync("it reads", async () => (await house.MailboxAsync(id)).Lease is not null);
        await servers.StopImapAsync();
        await house.UntilAsync("the trouble is said", async () => (await house.MailboxAsync(id)).LastError?.Contains("refuses connections", StringComparison.Ordinal) == true, TimeSpan.FromSeconds(5));
        Assert.NotNull((await house.MailboxAsync(id)).FailingSince);
        await servers.StartImapAsync();
        await servers.DeliverAsync(Cast.Carl, Desk, "Again", "Are you back?");

        await house.UntilAsync("the mail is here and the trouble is over", async () => (await house.InboxAsync()).Count == 1 && (await house.MailboxAsync(id)).LastError is null, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_switch_takes_effect_at_once()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        house.BeginToRead();
        await house.UntilAsync("it reads", async () => (await house.MailboxAsync(id)).Lease is not null);
        var commands = house.Services.GetRequiredService<MailboxCommands>();
        await commands.SwitchAsync(id, on: false, TestContext.Current.CancellationToken);
        await commands.SwitchAsync(id, on: true, TestContext.Current.CancellationToken);
        await servers.DeliverAsync(Cast.Carl, Desk, "On again", "Hello.");
        await house.UntilAsync("it reads again", async () => (await house.InboxAsync()).Count == 1);
    }

    [Fact]
    public async Task Handled_mail_is_moved_where_the_mailbox_says()
    {
        var id = await house.AddMailboxAsync(servers, Desk, handled: "Handled");
        for (var i = 0; i < 3; i++) await servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, $"Number {i}", "Words."));
        Assert.Equal(new Round(3, null), await house.FetchAsync(id));

        Assert.Equal((0, 0), await servers.CountAsync(Desk));
        Assert.Equal(3, (await servers.CountAsync(Desk, "Handled")).All);
        Assert.All(await house.InboxAsync(), mail => Assert.True(mail.IsFlagged));
    }

    [Fact]
    public async Task Who_reads_the_mailbox_in_a_mail_program_loses_us_nothing()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        await servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, "Read by hand", "Words."), flags: MessageFlags.Seen);
        Assert.Equal(1, (await house.FetchAsync(id)).Taken);
    }

    [Fact]
    public async Task At_the_first_contact_old_and_read_mail_is_left_alone_and_counted()
    {
        await servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, "Old", "Unread for a month."), arrived: DateTimeOffset.UtcNow.AddDays(-30));
        await servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, "Read", "Answered by hand."), flags: MessageFlags.Seen, arrived: DateTimeOffset.UtcNow.AddHours(-2));
        await servers.LayAsync(Desk, MailServers.Raw(Cast.Carl, Desk, "Waiting", "Since yesterday."), arrived: DateTimeOffset.UtcNow.AddDays(-1));
        var id = await house.AddMailboxAsync(servers, Desk);

        Assert.Single(await house.InboxAsync());
        Assert.Equal(2, (await house.MailboxAsync(id)).LeftAlone);
        // Nor does it become new when the server numbers its mails anew.
        await servers.ChangeUidValidityAsync(Desk);
        await house.FetchAsync(id);
        Assert.Single(await house.InboxAsync());
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_in_words()
    {
        var id = await house.AddMailboxAsync(servers, Desk, opens: false, line: servers.LineTo(Desk) with { Port = servers.ImapsPort, Security = LineSecurity.Tls });
        var trouble = await Assert.ThrowsAsync<SslHandshakeException>(() => house.FetchAsync(id));
        Assert.StartsWith("The certificate of “127.0.0.1” is not trusted", LineTrouble.Words(trouble, (await house.MailboxAsync(id)).Line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_with_those_that_are()
    {
        var id = await house.AddMailboxAsync(servers, Desk, opens: false, line: servers.LineTo(Desk) with { Folder = "Support" });
        var trouble = await Assert.ThrowsAsync<LineTroubleException>(() => house.FetchAsync(id));
        Assert.Equal("There is no folder “Support”. There are: Handled, INBOX.", trouble.Message);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F21_and_F22_the_same_mail_twice_is_one_and_a_claimed_id_with_another_body_is_two()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        var raw = MailServers.Raw(Cast.Carl, Desk, "Once", "The same words.", "same-id");
        await servers.DeliverAsync(Cast.Carl, Desk, raw);
        await servers.DeliverAsync(Cast.Carl, Desk, raw);
        await servers.DeliverAsync(Cast.Carl, Desk, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(raw).Replace("The same words.", "Other words.", StringComparison.Ordinal)));
        await house.UntilAsync("all are delivered", async () => (await servers.CountAsync(Desk)).All == 3);
        await house.FetchAsync(id);

        Assert.Equal(2, (await house.InboxAsync()).Count);
        Assert.Equal((3, 0), await servers.CountAsync(Desk));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Handled")]
    [Trait("Suite", "faults")]
    public async Task F23_and_F24_of_500_mails_each_is_here_once_whatever_breaks_in_between(string? handled)
    {
        const int Many = 500;
        var random = new Random(23);
        var id = await house.AddMailboxAsync(servers, Desk, handled);
        await servers.LayManyAsync(Desk, Many);
        for (var tries = 0; tries < 12; tries++)
        {
            // The reader is cut off somewhere between fetching, committing and marking.
            using var cut = new CancellationTokenSource();
            var left = random.Next(5, 60);
            var reading = house.Services.GetRequiredService<MailboxReader>().OnceAsync(id, cut.Token);
            await house.UntilAsync("some more are here", async () => reading.IsCompleted || await house.ReadAsync(db => db.Inbox.CountAsync()) >= Math.Min(Many, (tries + 1) * 40 - left % 20));
            await cut.CancelAsync();
            try
            {
                await reading;
            }
            catch (Exception cutOff) when (cutOff is OperationCanceledException or IOException or TimeoutException)
            {
                // As intended.
            }
            if (tries is 4 or 8) await servers.ChangeUidValidityAsync(Desk);
        }
        await house.FetchAsync(id);

        var mails = await house.InboxAsync();
        Assert.Equal(Many, mails.Count);
        Assert.Equal(Many, mails.Select(m => m.RawSha256).Distinct().Count());
        Assert.Equal(0, (await servers.CountAsync(Desk)).Unread);
        Assert.Equal(Many, (await servers.CountAsync(Desk, handled ?? "INBOX")).All);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F27_a_mail_of_25_megabytes_is_here_byte_for_byte_in_little_memory()
    {
        var id = await house.AddMailboxAsync(servers, Desk);
        var noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(25 * 1024 * 1024), Base64FormattingOptions.InsertLineBreaks);
        await servers.DeliverAsync(Cast.Carl, Desk, "Large", noise);
        await house.UntilAsync("it is delivered", async () => (await servers.CountAsync(Desk)).All == 1);
        var before = Environment.WorkingSet;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await house.FetchAsync(id);
        TestContext.Current.SendDiagnosticMessage("25 MB attachment: {0:F1} s, {1} MiB allocated, working set {2:+0;-0} MiB",
            System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, (GC.GetTotalAllocatedBytes() - allocated) / 1048576, (Environment.WorkingSet - before) / 1048576);

        var mail = Assert.Single(await house.InboxAsync());
        await using var raw = await house.Services.GetRequiredService<RawMailFiles>().OpenAsync(mail.RawSha256, CancellationToken.None);
        using var reader = new StreamReader(raw, Encoding.UTF8);
        Assert.EndsWith("\r\n\r\n" + noise + "\r\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
