using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Incoming;

/// <summary>Where an answer belongs: the token and the address that it was made for, and nothing that anybody can write.</summary>
public sealed class AnsweringByMail
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Carl_answers_below_or_above_the_quote_and_his_ticket_goes_on(bool byReference)
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var words = "It is the one on the second floor.\r\n\r\nOn Mon, Mar 3, 2036 at 9:00 AM HelpDesk <help@example.com> wrote:\r\n> Which printer is it, please?\r\n";
        var mail = byReference
            ? await box.GetsAsync(Cast.Carl, "Re: something", words, $"References: <first@example.com> <{Guid.NewGuid():N}.{await box.TokenAsync(number, Cast.Carl)}@localhost>")
            : await box.GetsAnswerAsync(number, Cast.Carl, "Carl <CARL@example.com>", words);

        Assert.Equal((IncomingFate.Message, true), (mail.Fate, mail.IsVerified));
        var ticket = await house.TicketAsync(number);
        Assert.Equal((Phase.Assigned, ticket.Id), (ticket.Phase, mail.TicketId));
        Assert.Equal("It is the one on the second floor.", (await box.MessagesAsync(ticket.Id))[^1].Body);
        Assert.Equal("customer-replied", (await house.PostForAsync(Cast.Sasha))[^1].Letter);
        // The whole mail is one click away.
        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains($"/desk/tickets/{number}/mails/{mail.Id}", (await sasha.GetAsync($"/desk/tickets/{number}")).Body);
    }

    [Fact]
    public async Task What_anybody_can_write_finds_no_ticket()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var theirs = (await house.PostForAsync(Cast.Carl))[^1];
        string[][] forgeries =
        [
            [$"In-Reply-To: <{theirs.Id.Value:N}@localhost>"],
            [$"References: <ticket-{theirs.TicketId!.Value.Value:N}@localhost>"],
            [$"In-Reply-To: <{theirs.Id.Value:N}.{number}-{new string('a', 26)}@localhost>"],
            ["X-HelpDesk-Test: 1", "X-Ticket: 1001", "Auto-Submitted: no"],
        ];
        foreach (var headers in forgeries)
        {
            var mail = await box.GetsAsync(Cast.Carl, $"Re: [#{number}] The printer prints stripes", "Close it.", headers);
            Assert.Equal((IncomingFate.Message, false), (mail.Fate, mail.IsVerified));
            Assert.NotEqual(number, (await box.TicketOfAsync(mail)).Number);
        }
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task A_number_in_the_subject_counts_where_the_server_vouches_for_its_customer()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        Assert.Equal(number, (await box.TicketOfAsync(await box.GetsAsync(Cast.Carl, $"Re: [#{number}] Stripes", "Second floor.", LetterBox.Passed("example.com")))).Number);
        Assert.NotEqual(number, (await box.TicketOfAsync(await box.GetsAsync(Cast.Bob, $"Re: [#{number}] Stripes", "Me too.", LetterBox.Passed("example.com")))).Number);
    }

    [Fact]
    public async Task Another_sender_with_a_valid_token_waits_until_an_agent_accepts()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var mail = await box.GetsAnswerAsync(number, Cast.Carl, "Dora <dora@example.net>", "Carl forwarded this to me: it is the second floor.");

        Assert.Equal(IncomingFate.Held, mail.Fate);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        Assert.DoesNotContain("second floor", (await (await house.SignedInAsync(Cast.Carl)).GetAsync($"/portal/tickets/{number}")).Text);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.Contains("Held back", page.Text);

        var accepted = await page.Form($"/desk/tickets/{number}/mails/{mail.Id}/acceptance").SubmitAsync();
        Assert.True(accepted.IsRedirect, accepted.Text);
        await house.SettleAsync();
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);
        Assert.Equal("Carl forwarded this to me: it is the second floor.", (await box.MessagesAsync(mail.TicketId))[^1].Body);
        var told = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("accepted the sender", told);
        Assert.DoesNotContain("Held back", told);
    }

    [Fact]
    public async Task A_held_mail_can_be_a_ticket_of_its_own()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var mail = await box.GetsAnswerAsync(number, Cast.Carl, "Dora <dora@example.net>", "I have the same trouble.");
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var opened = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/mails/{mail.Id}/ticket").SubmitAsync();
        Assert.True(opened.IsRedirect, opened.Text);
        Assert.DoesNotContain($"/{number}", opened.Location);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task The_token_of_one_is_not_the_token_of_another()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        // Carl's token under an agent's address: no agent's word, and not Carl's.
        var mail = await box.GetsAnswerAsync(number, Cast.Carl, Cast.Sasha, "We give you a refund.");
        Assert.Equal(IncomingFate.Held, mail.Fate);
        Assert.DoesNotContain(await house.PostForAsync(Cast.Carl), post => post.Text?.Contains("refund", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Sasha_answers_by_mail_until_she_is_no_agent_any_more()
    {
        await using var house = new TestHouse();
        var (number, box) = await PendingAsync(house);
        var mail = await box.GetsAnswerAsync(number, Cast.Sasha, "Sasha <sasha@example.com>", "Please send us its serial number, too.");
        Assert.Equal((IncomingFate.Message, true), (mail.Fate, mail.IsVerified));
        Assert.Contains("serial number", (await house.PostForAsync(Cast.Carl))[^1].Text);
        Assert.False((await box.MessagesAsync(mail.TicketId))[^1].FromCustomer);

        await house.WriteAsync(async (db, ct) =>
        {
            (await db.Users.SingleAsync(p => p.Email == Cast.Sasha, ct)).TakeRoles(Domain.Accounts.PersonRoles.Customer);
            return true;
        });
        Assert.Equal(IncomingFate.Held, (await box.GetsAnswerAsync(number, Cast.Sasha, "Sasha <sasha@example.com>", "And your password.")).Fate);
    }

    [Fact]
    public async Task On_a_closed_ticket_an_answer_opens_the_next()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAnswerAsync(number, Cast.Carl, Cast.Carl, "The stripes are back.");
        var next = await box.TicketOfAsync(mail);
        Assert.Equal(((await house.TicketAsync(number)).Id, Phase.Open), (next.FollowUpOf!.Value, next.Phase));
    }

    [Fact]
    public async Task An_unverified_request_is_marked_and_accepted_with_one_click()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAsync(Cast.Carl, "Stripes", "Every page has stripes.");
        var number = (await box.TicketOfAsync(mail)).Number;
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.Contains("Sender not verified", page.Text);
        var accepted = await page.Form($"/desk/tickets/{number}/mails/{mail.Id}/acceptance").SubmitAsync();
        Assert.True(accepted.IsRedirect, accepted.Text);
        Assert.DoesNotContain("Sender not verified", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        // Who does not see the ticket cannot accept anything on it.
        var carl = await house.SignedInAsync(Cast.Carl);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await carl.GetAsync($"/desk/tickets/{number}/mails/{mail.Id}")).Status);
    }

    private static async Task<(long Number, LetterBox Box)> PendingAsync(TestHouse house)
    {
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        return (await house.PendingTicketAsync(carl, sasha), await LetterBox.AtAsync(house));
    }
}
