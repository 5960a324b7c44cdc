using System.Text;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Incoming;

/// <summary>RFC 3834 both ways: machines get no answer, and what cannot be told from a person gets few.</summary>
public sealed class NotFeedingLoops
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("Precedence: auto_reply")]
    public async Task An_out_of_office_note_is_told_on_the_ticket_and_moves_nothing(string mark)
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var before = (await house.PostForAsync(Cast.Carl)).Count;
        var mail = await box.GetsAnswerAsync(number, Cast.Carl, Cast.Carl, "I am away until Friday.", mark);
        Assert.Equal(IncomingFate.Noted, mail.Fate);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        Assert.Equal(before, (await house.PostForAsync(Cast.Carl)).Count);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains("A machine answered", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.DoesNotContain("away until Friday", (await (await house.SignedInAsync(Cast.Carl)).GetAsync($"/portal/tickets/{number}")).Text);
    }

    [Fact]
    public async Task An_automatic_answer_to_nothing_of_ours_opens_nothing_and_an_alarm_opens_a_ticket_unanswered()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        Assert.Equal(IncomingFate.SetAside, (await box.GetsAsync("dora@example.net", "Out of office", "Away.", "Auto-Submitted: auto-replied")).Fate);
        var alarm = await box.GetsAsync("alarm@example.net", "Disk full on db1", "95 %", "Auto-Submitted: auto-generated");
        Assert.Equal(IncomingFate.Message, alarm.Fate);
        Assert.Empty(await house.PostForAsync("alarm@example.net"));
        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains("No mail to the customer", (await sasha.GetAsync($"/desk/tickets/{(await box.TicketOfAsync(alarm)).Number}")).Text);
    }

    [Fact]
    public async Task What_comes_through_a_list_is_the_customers_word_and_no_machine_answers_it()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var before = (await house.PostForAsync(Cast.Carl)).Count;
        Assert.Equal(IncomingFate.Message, (await box.GetsAnswerAsync(number, Cast.Carl, Cast.Carl, "Second floor.", "List-Id: <all.acorn.example.com>", "Precedence: list")).Fate);
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);
        Assert.Equal(before, (await house.PostForAsync(Cast.Carl)).Count);
        await box.GetsAsync("news@example.net", "News", "Buy now.", "List-Unsubscribe: <https://example.net/off>");
        Assert.Empty(await house.PostForAsync("news@example.net"));
    }

    [Fact]
    public async Task An_address_gets_one_acknowledgement_an_hour()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        for (var i = 0; i < 5; i++) await box.GetsAsync("dora@example.net", $"Request {i}", $"Text {i}.");
        Assert.Single(await house.PostForAsync("dora@example.net"));
        await house.PassAsync(TimeSpan.FromMinutes(61));
        await box.GetsAsync("dora@example.net", "Request 6", "Text 6.");
        Assert.Equal(2, (await house.PostForAsync("dora@example.net")).Count(m => m.Letter == "received"));
    }

    [Fact]
    public async Task Our_own_mail_is_set_aside_whatever_detail_its_address_has()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        Assert.Equal(IncomingFate.SetAside, (await box.GetsAsync("HelpDesk <help@example.com>", "Hello", "Hello.")).Fate);
        Assert.Equal(IncomingFate.SetAside, (await box.GetsAsync("help+1001-abc@EXAMPLE.com", "Hello", "Hello.")).Fate);
        Assert.Equal(0, await house.ReadAsync(db => db.Tickets.CountAsync()));
    }

    [Fact]
    public async Task A_flood_from_one_address_waits_for_a_person()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        for (var i = 0; i < Domain.Tickets.TicketCommands.MailsAnHour; i++) Assert.Equal(IncomingFate.Message, (await box.GetsAsync("dora@example.net", $"Request {i}", $"Text {i}.")).Fate);
        Assert.Equal(IncomingFate.Quarantined, (await box.GetsAsync("dora@example.net", "One more", "Text.")).Fate);
        Assert.Equal(IncomingFate.Message, (await box.GetsAsync("bob@example.com", "Another’s", "Text.")).Fate);
    }

    [Fact]
    public async Task A_bounce_is_kept_with_the_mail_that_bounced_and_marks_the_address()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var asked = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == "reply");
        var mail = await box.GetsAsync(Bounce($"{asked.Id.Value:N}.{await box.TokenAsync(number, Cast.Carl)}@localhost", "5.1.1"));

        Assert.Equal((IncomingFate.Noted, asked.Id), (mail.Fate, mail.ReportsOn!.Value));
        Assert.Equal(MailFate.Bounced, (await house.ReadAsync(db => db.Outbox.SingleAsync(m => m.Id == asked.Id))).Fate);
        var page = (await (await house.SignedInAsync(Cast.Sasha)).GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("the mail came back", page);
        Assert.Contains("Mails to this address come back", page);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        // Reminders to nowhere are not sent; when Carl writes, his address works again.
        await house.PassAsync(TimeSpan.FromDays(2));
        Assert.DoesNotContain(await house.PostForAsync(Cast.Carl), m => m.Letter == "reminder");
        await box.GetsAnswerAsync(number, Cast.Carl, Cast.Carl, "Here I am.");
        Assert.Null((await house.ReadAsync(db => db.Users.SingleAsync(p => p.Email == Cast.Carl))).UndeliverableSince);
    }

    [Fact]
    public async Task A_made_up_bounce_does_nothing_and_a_soft_one_marks_nobody()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var asked = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == "reply");
        Assert.Equal(IncomingFate.SetAside, (await box.GetsAsync(Bounce($"{asked.Id.Value:N}.{number}-{new string('b', 26)}@localhost", "5.1.1"))).Fate);
        Assert.Equal(IncomingFate.SetAside, (await box.GetsAsync(Bounce("somebody@elsewhere.test", "5.1.1"))).Fate);
        Assert.Equal(MailFate.Sent, (await house.ReadAsync(db => db.Outbox.SingleAsync(m => m.Id == asked.Id))).Fate);
        await box.GetsAsync(Bounce($"{asked.Id.Value:N}.{await box.TokenAsync(number, Cast.Carl)}@localhost", "5.2.2"));
        Assert.Null((await house.ReadAsync(db => db.Users.SingleAsync(p => p.Email == Cast.Carl))).UndeliverableSince);
    }

    [Fact]
    public async Task Two_desks_that_write_to_each_other_come_to_rest()
    {
        await using var one = new TestHouse();
        await using var other = new TestHouse();
        var (here, there) = (await LetterBox.AtAsync(one, "help@one.test"), await LetterBox.AtAsync(other, "help@other.test"));
        // A person at the other desk's address asks us something; from then on only machines write.
        await here.GetsAsync(LetterBox.Raw("help@other.test", "help@one.test", "Hello", "We wrote to you."));
        var exchanged = 0;
        for (var round = 0; round < 20; round++)
        {
            var moved = await CarryAsync(one, there, "help@one.test", "help@other.test") + await CarryAsync(other, here, "help@other.test", "help@one.test");
            exchanged += moved;
            if (moved == 0) break;
        }
        Assert.InRange(exchanged, 1, 4);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_vacation_responder_gets_at_most_few_mails_with_and_without_marks(bool isMarked)
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        await box.GetsAsync("dora@example.net", "Hello", "I need help.");
        var seen = 0;
        // It answers each mail that it gets, for ever.
        for (var round = 0; round < 30; round++)
        {
            var post = await house.PostForAsync("dora@example.net");
            if (post.Count == seen) break;
            foreach (var mail in post.Skip(seen))
                await box.GetsAsync("dora@example.net", $"Re: {mail.Subject}", $"I am away. {round}", isMarked ? ["Auto-Submitted: auto-replied"] : []);
            seen = post.Count;
        }
        Assert.InRange((await house.PostForAsync("dora@example.net")).Count, 1, isMarked ? 1 : 4);
    }

    private static async Task<int> CarryAsync(TestHouse from, LetterBox to, string sender, string recipient)
    {
        var mails = (await from.PostForAsync(recipient)).Where(m => m.Fate == MailFate.Sent).ToList();
        await from.WriteAsync(async (db, ct) => await db.Outbox.Where(m => m.ToAddress == recipient).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToAddress, "carried@example.com"), ct));
        foreach (var mail in mails)
            await to.GetsAsync(LetterBox.Raw(sender, recipient, mail.Subject ?? "", mail.Text ?? "", mail.Letter is "reply" ? [] : ["Auto-Submitted: auto-generated"]));
        return mails.Count;
    }

    private static byte[] Bounce(string original, string status) => Encoding.ASCII.GetBytes($"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.com
        To: help@example.com
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{Guid.NewGuid():N}@mx.example.com>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        I could not deliver it.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; carl@example.com
        Action: failed
        Status: {status}
        Diagnostic-Code: smtp; 550 no such user

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{original}>
        Subject: Your request
        --b--
        """.ReplaceLineEndings("\r\n"));

    private static async Task<(long Number, LetterBox Box)> PendingAsync(TestHouse house)
    {
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        return (await house.PendingTicketAsync(carl, sasha), await LetterBox.AtAsync(house));
    }
}
