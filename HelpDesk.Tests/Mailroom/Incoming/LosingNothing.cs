using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Incoming;

/// <summary>Each mail is one message or waits for a person, with its bytes as they came; none keeps the next.</summary>
public sealed class LosingNothing
{
    [Fact]
    [Trait("Suite", "faults")]
    public async Task F21_the_same_mail_is_one_message_however_often_it_comes()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var second = await LetterBox.AtAsync(house, "sales@example.com");
        var raw = LetterBox.Raw(Cast.Carl, LetterBox.Desk, "Once", "Only once.");
        var first = await box.GetsAsync(raw);
        var again = await box.GetsAsync([.. "Received: from a by b; Tue\r\nDelivered-To: help@example.com\r\n"u8, .. raw]);
        Assert.Equal(first.Id, again.Id);
        // Read twice it does nothing twice.
        await house.Services.GetRequiredService<Handling>().HandleAsync(first.Id, CancellationToken.None);
        Assert.Equal(IncomingFate.SetAside, (await second.GetsAsync(raw)).Fate);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketMessages.CountAsync()));
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F22_the_same_id_with_another_body_is_another_mail()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        byte[] With(string body) => Encoding.ASCII.GetBytes($"From: carl@example.com\r\nTo: help@example.com\r\nSubject: Two\r\nMessage-ID: <same@example.com>\r\n\r\n{body}\r\n");
        Assert.NotEqual((await box.GetsAsync(With("First."))).TicketId, (await box.GetsAsync(With("Second."))).TicketId);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F25_a_broken_mail_waits_with_its_bytes_and_the_next_one_goes_on()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        byte[][] broken = [[], "\0\0\0\0"u8.ToArray(), "Subject: nobody\r\n\r\nNo sender."u8.ToArray(), Encoding.ASCII.GetBytes("From: a@example.com\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 2000)) + "\r\nbody")];
        foreach (var raw in broken)
        {
            var mail = await box.GetsAsync(raw);
            Assert.Equal(IncomingFate.Quarantined, mail.Fate);
            Assert.False(string.IsNullOrWhiteSpace(mail.Because));
            await using var kept = await house.Services.GetRequiredService<RawMailFiles>().OpenAsync(mail.RawSha256, CancellationToken.None);
            using var bytes = new MemoryStream();
            await kept.CopyToAsync(bytes);
            Assert.Equal(raw, bytes.ToArray());
        }
        Assert.Equal(IncomingFate.Message, (await box.GetsAsync(Cast.Carl, "Whole", "Fine.")).Fate);
    }

    [Fact]
    public async Task Trouble_of_our_own_is_tried_again_and_then_set_before_a_person()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        using var stream = new MemoryStream(LetterBox.Raw(Cast.Carl, LetterBox.Desk, "Later", "Later."));
        var id = (await house.Services.GetRequiredService<Intake>().StoreAsync(box.Id, null, stream, CancellationToken.None))!.Value;
        var mail = await house.ReadAsync(db => db.Inbox.SingleAsync(m => m.Id == id));
        var bytes = await house.LoseAsync(mail.RawSha256);
        await house.SettleAsync();
        Assert.Equal((IncomingFate.Stored, 1), await FateAsync(house, id));
        await house.FindAsync(bytes);
        await house.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((IncomingFate.Message, 1), await FateAsync(house, id));
    }

    [Fact]
    public async Task Many_that_wait_are_each_one_message()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var intake = house.Services.GetRequiredService<Intake>();
        for (var i = 0; i < 200; i++)
        {
            using var stream = new MemoryStream(LetterBox.Raw($"customer{i}@example.net", LetterBox.Desk, $"Request {i}", $"Text {i}."));
            await intake.StoreAsync(box.Id, null, stream, CancellationToken.None);
        }
        // Two at once, as after a nudge and a sweep.
        var due = house.Services.GetRequiredService<DueIncoming>();
        await Task.WhenAll(due.RunAsync(CancellationToken.None), due.RunAsync(CancellationToken.None));
        Assert.Equal(200, await house.ReadAsync(db => db.Tickets.CountAsync()));
        Assert.Equal(200, await house.ReadAsync(db => db.Inbox.CountAsync(m => m.Fate == IncomingFate.Message)));
        Assert.Equal(200, await house.ReadAsync(db => db.TicketMessages.Select(m => m.Mail).Distinct().CountAsync()));
    }

    private static Task<(IncomingFate, int)> FateAsync(TestHouse house, IncomingMailId id) =>
        house.ReadAsync(async db => await db.Inbox.Where(m => m.Id == id).Select(m => new { m.Fate, m.Attempts }).SingleAsync() is var mail ? (mail.Fate, mail.Attempts) : default);
}
