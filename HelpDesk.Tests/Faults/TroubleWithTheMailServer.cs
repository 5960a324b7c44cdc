using HelpDesk.Domain.Post;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F12–F16 of docs/reliability.md: what becomes of mails when the mail server is gone, refuses, is slow, or hangs up.</summary>
[Trait("Suite", "faults")]
public sealed class TroubleWithTheMailServer
{
    [Fact]
    public async Task F12_what_came_due_while_the_server_was_down_is_sent_once_when_it_is_back()
    {
        var gone = await MailSink.StartAsync();
        await using var house = await SendingBySmtp.OpenAsync(gone, "carl@example.com");
        await gone.DisposeAsync();
        for (var minute = 0; minute < 30; minute++)
        {
            await house.FileAsync();
            await house.DrainAsync();
            house.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.All(await AllAsync(house), mail => Assert.Equal((true, 0), (mail.Fate is MailFate.Deferred or MailFate.Pending, mail.Attempts)));

        await using var back = await MailSink.StartAsync("--port", $"{gone.Port}");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();
        await house.DrainAsync();

        Assert.All(await AllAsync(house), mail => Assert.Equal((MailFate.Sent, 1), (mail.Fate, mail.Attempts)));
        Assert.Equal(60, back.Received().Count);
        Assert.Equal(60, back.Received().Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task F13_a_greylisted_mail_is_tried_ten_times_with_doubling_pauses_of_at_most_four_hours()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await SendingBySmtp.OpenAsync(sink, "later@example.com");
        var id = await house.AccountMailAsync("password-changed", null);
        var pauses = new List<double>();
        for (var tries = 1; tries < OutboxMail.MaxAttempts; tries++)
        {
            await house.DrainAsync();
            var mail = await house.MailAsync(id);
            Assert.Equal((MailFate.Deferred, tries), (mail.Fate, mail.Attempts));
            pauses.Add((mail.DueAt - house.Clock.GetUtcNow()).TotalMinutes);
            house.Clock.Advance(mail.DueAt - house.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
            await house.DrainAsync();
            Assert.Equal(tries, (await house.MailAsync(id)).Attempts);
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 240], pauses);

        await house.DrainAsync();
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.DrainAsync();
        var parked = await house.MailAsync(id);
        Assert.Equal((MailFate.Parked, 10, "451 Greylisted, come again later"), (parked.Fate, parked.Attempts, parked.LastError));
        Assert.Empty(sink.Received());
    }

    [Fact]
    public async Task F14_a_refusal_for_good_stands_on_the_tickets_page_and_is_not_tried_again()
    {
        var carrier = new ScriptedCarrier { Answer = message => Task.FromResult<HandOver>(message.To.Mailboxes.Single().Address == Cast.Carl ? new HandOver.Refused("550 No such mailbox") : new HandOver.Accepted()) };
        await using var house = new TestHouse { Carrier = carrier };
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.PendingTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(30));

        Assert.Matches(@"refused.*550 No such mailbox", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        var refused = (await house.PostForAsync(Cast.Carl)).Where(mail => mail.Fate == MailFate.Failed).ToList();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, mail => Assert.Equal((1, 1), (mail.Attempts, carrier.Carried.Count(m => m.MessageId!.StartsWith(mail.Id.Value.ToString("N"), StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task F15_while_a_mail_is_being_handed_over_pages_are_answered_and_requests_filed()
    {
        var (entered, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<HandOver>(TaskCreationOptions.RunContinuationsAsynchronously));
        var carrier = new ScriptedCarrier { Answer = _ => { entered.TrySetResult(); return answer.Task; } };
        await using var house = new TestHouse { Carrier = carrier };
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await carl.FilesAsync();
        var draining = Task.Run(house.SettleAsync, TestContext.Current.CancellationToken);
        await entered.Task;

        var number = await carl.FilesAsync();
        await sasha.AssignsToSelfAsync(number);
        Assert.Contains($"#{number}", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.False(draining.IsCompleted);
        Assert.Single(carrier.Carried);

        answer.SetResult(new HandOver.Accepted());
        await draining;
        await house.SettleAsync();
        var mails = await house.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync());
        Assert.All(mails, mail => Assert.Equal((MailFate.Sent, 1), (mail.Fate, mail.Attempts)));
        Assert.Equal(mails.Count, carrier.Carried.Count);
    }

    [Fact]
    public async Task F16_a_connection_that_breaks_before_the_250_sends_once_in_the_end()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await SendingBySmtp.OpenAsync(sink, "drop-before1@example.com");
        await FiledAndSentAsync(house);

        Assert.Equal(2, sink.Received().Count);
        Assert.Equal(2, sink.Received().Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task F16_a_connection_that_breaks_in_place_of_the_250_sends_the_same_bytes_twice()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await SendingBySmtp.OpenAsync(sink, "drop-after1@example.com");
        await FiledAndSentAsync(house);

        var received = sink.Received().Zip(sink.Raw()).Where(pair => pair.First.To.Contains("drop-after1@example.com")).ToList();
        Assert.Equal(2, received.Count);
        Assert.Equal(received[0].First.MessageId, received[1].First.MessageId);
        Assert.Equal(received[0].Second, received[1].Second);
        Assert.Equal(3, sink.Received().Count);
    }

    private static async Task FiledAndSentAsync(MailroomHouse house)
    {
        await house.FileAsync();
        await house.DrainAsync();
        Assert.Single(await AllAsync(house), mail => mail.Fate == MailFate.Deferred);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();
        Assert.All(await AllAsync(house), mail => Assert.Equal(MailFate.Sent, mail.Fate));
    }

    private static Task<List<OutboxMail>> AllAsync(MailroomHouse house) => house.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync());
}
