using HelpDesk.Domain.Post;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>F19: many mails that nobody waits for, and one that somebody does.</summary>
[Trait("Suite", "faults")]
public sealed class RepliesBeforeBulk
{
    [Fact]
    public async Task F19_a_reply_leaves_within_the_next_batch_whatever_waits()
    {
        var carrier = new ScriptedCarrier();
        await using var house = await MailroomHouse.OpenAsync(carrier);
        var number = await house.FileAsync();
        await house.SettleAsync(carrier);
        await FillAsync(house, 10_000);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stop = new CancellationTokenSource();
        var filedAt = 0;
        carrier.Answer = async message =>
        {
            if (carrier.Carried.Count == 5)
            {
                await house.ReplyAsync(number, "Here is your answer.");
                filedAt = carrier.Carried.Count;
            }
            if (message.TextBody!.Contains("Here is your answer.", StringComparison.Ordinal)) await stop.CancelAsync();
            return new HandOver.Accepted();
        };
        await house.Get<OutboxDrain>().RunAsync(stop.Token);

        Assert.True(stop.IsCancellationRequested);
        Assert.InRange(carrier.Carried.Count - filedAt, 1, Outbox.BatchSize);
    }

    [Fact]
    public Task F19_each_of_many_recipients_gets_one_mail() => EachGetsOneAsync(1_000);

    // Takes longer than the suite may: bin/faults runs it.
    [Fact(Explicit = true)]
    public Task F19_each_of_ten_thousand_recipients_gets_one_mail() => EachGetsOneAsync(10_000);

    private static async Task EachGetsOneAsync(int mails)
    {
        var carrier = new ScriptedCarrier();
        await using var house = await MailroomHouse.OpenAsync(carrier);
        await FillAsync(house, mails);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(house.DrainAsync)));
        await house.DrainAsync();

        Assert.Equal(mails, carrier.Carried.Count);
        Assert.Equal(mails, carrier.Carried.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(mails, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Fate == MailFate.Sent && m.Attempts == 1)));
    }

    private static Task<bool> FillAsync(MailroomHouse house, int mails) => house.WriteAsync((db, _) =>
    {
        for (var i = 0; i < mails; i++)
        {
            var mail = OutboxMail.Trial("survey", house.Carl, $"How did we do? {i}", "Text", "<p>Text</p>", MailroomHouse.Monday);
            db.Entry(mail).Property(m => m.Rank).CurrentValue = MailRank.Notice;
            db.Outbox.Add(mail);
        }
        return Task.FromResult(true);
    });
}
