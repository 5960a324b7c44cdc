using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Incoming;

public sealed class FilingByMail
{
    [Fact]
    public async Task A_stranger_becomes_a_customer_without_access_and_gets_one_acknowledgement()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAsync("Dora Doe <dora@example.net>", "The lift stands still", "It stopped between two floors.\r\n\r\n-- \r\nDora Doe");

        Assert.Equal((IncomingFate.Message, false), (mail.Fate, mail.IsVerified));
        var ticket = await box.TicketOfAsync(mail);
        Assert.Equal(("The lift stands still", Channel.Mail, Phase.Open, box.Id), (ticket.Subject, ticket.Channel, ticket.Phase, ticket.MailboxId));
        var message = Assert.Single(await box.MessagesAsync(ticket.Id));
        Assert.Equal(("It stopped between two floors.", true, mail.Id), (message.Body, message.IsUnverified, message.Mail));
        var dora = await house.ReadAsync(db => db.Users.SingleAsync(p => p.Email == "dora@example.net"));
        Assert.Equal(("Dora Doe", false), (dora.Name, dora.HasAccess));
        Assert.Equal(["received"], (await house.PostForAsync("dora@example.net")).Select(m => m.Letter));
    }

    [Fact]
    public async Task An_address_for_which_the_configured_server_vouches_is_verified_and_no_other()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        Assert.True((await box.GetsAsync(Cast.Carl, "One", "Text.", LetterBox.Passed("example.com"))).IsVerified);
        Assert.True((await box.GetsAsync("Carl <carl@mail.example.com>", "Two", "Text.", $"Authentication-Results: {LetterBox.Server}; dkim=pass header.d=example.com")).IsVerified);
        // Another server's word, a word about another domain, a failure, and a forged word below the true one.
        Assert.False((await box.GetsAsync(Cast.Carl, "Three", "Text.", LetterBox.Passed("example.com", "mx.evil.test"))).IsVerified);
        Assert.False((await box.GetsAsync(Cast.Carl, "Four", "Text.", LetterBox.Passed("evil.test"))).IsVerified);
        Assert.False((await box.GetsAsync(Cast.Carl, "Five", "Text.", $"Authentication-Results: {LetterBox.Server}; dmarc=fail header.from=example.com", LetterBox.Passed("example.com"))).IsVerified);
        Assert.False((await box.GetsAsync(Cast.Carl, "Six", "Text.", $"Authentication-Results: {LetterBox.Server}; spf=pass smtp.mailfrom=example.com")).IsVerified);
        Assert.False((await box.GetsAsync("Carl <carl@example.com.evil.test>", "Seven", "Text.", $"Authentication-Results: {LetterBox.Server}; dkim=pass header.d=ample.com")).IsVerified);
    }

    [Fact]
    public async Task Without_a_configured_server_nobody_is_believed()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house, trusted: null);
        Assert.False((await box.GetsAsync(Cast.Carl, "One", "Text.", LetterBox.Passed("example.com"))).IsVerified);
    }

    [Fact]
    public async Task An_agents_address_alone_is_never_an_agents_word()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAsync(Cast.Sasha, $"Re: [#{number}] The printer", "Your invoice: pay here.", "In-Reply-To: <ticket@localhost>", "X-HelpDesk-Ticket: 1001");

        Assert.NotEqual(number, (await box.TicketOfAsync(mail)).Number);
        Assert.False(mail.IsVerified);
        Assert.All(await box.MessagesAsync(mail.TicketId), message => Assert.True(message.FromCustomer && message.IsUnverified));
        Assert.DoesNotContain(await house.PostForAsync(Cast.Carl), post => post.Text?.Contains("pay here", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Files_are_kept_byte_for_byte_and_a_missing_subject_comes_from_the_first_words()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var bytes = Enumerable.Range(0, 3000).Select(i => (byte)(i * 7)).ToArray();
        var raw = Encoding.ASCII.GetBytes($"""
            From: carl@example.com
            To: help@example.com
            Message-ID: <files@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Hello,
            the scanner shows error 42 since this morning.
            --b
            Content-Type: application/octet-stream; name="../../etc/pass wd"
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}
            --b--
            """.ReplaceLineEndings("\r\n"));
        var mail = await box.GetsAsync(raw);

        var ticket = await box.TicketOfAsync(mail);
        Assert.Equal("the scanner shows error 42 since this morning.", ticket.Subject, ignoreCase: true);
        var file = Assert.Single(Assert.Single(await box.MessagesAsync(ticket.Id)).Attachments);
        Assert.Equal("pass wd", file.Name);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Equal(bytes, await sasha.Http.GetByteArrayAsync($"/desk/attachments/{file.Id}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Copies_are_told_and_add_nobody()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAsync(Cast.Carl, "Together", "We all wait.", "Cc: Bob <bob@example.com>, help@example.com");
        Assert.Equal("Bob <bob@example.com>", mail.Copies);
        Assert.Empty(await house.PostForAsync(Cast.Bob));
        var sasha = await house.SignedInAsync(Cast.Sasha);
        await sasha.AssignsToSelfAsync((await box.TicketOfAsync(mail)).Number);
        Assert.Contains("Also to Bob", (await sasha.GetAsync($"/desk/tickets/{(await box.TicketOfAsync(mail)).Number}")).Text);
        Assert.False(await house.ReadAsync(db => db.TicketFollowers.AnyAsync()));
    }
}
