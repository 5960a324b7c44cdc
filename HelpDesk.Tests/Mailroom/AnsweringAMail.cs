using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>What goes out because a mail came in: below it in mail programs, and nothing of it in what a machine answers.</summary>
public sealed class AnsweringAMail : IAsyncLifetime
{
    private const string Stranger = "carol@example.net";

    private readonly ScriptedCarrier carrier = new();
    private MailroomHouse house = null!;

    public async ValueTask InitializeAsync() => house = await MailroomHouse.OpenAsync(carrier);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task The_acknowledgement_holds_nothing_that_the_sender_chose()
    {
        string[] canaries = ["CANARY-SUBJECT", "CANARY-BODY", "CANARY-NAME"];
        var number = await MailedAsync(Stranger, "Buy CANARY-NAME", "Cheap CANARY-SUBJECT", "See CANARY-BODY at https://evil.example/CANARY-BODY", "m1@mail.example.net");
        await house.DrainAsync();

        var answer = carrier.Carried.Single(m => m.To.Mailboxes.Single().Address == Stranger);
        var all = string.Join('\n', answer.Headers.Select(header => header.Value)) + answer.Subject + answer.To + answer.TextBody + answer.HtmlBody;
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, all, StringComparison.Ordinal));
        Assert.Equal(($"[#{number}] We have your request", Stranger, "auto-replied"), (answer.Subject, answer.To.ToString(), answer.Headers[HeaderId.AutoSubmitted]));
        Assert.StartsWith("Hello,\n\nthank you for writing to us.", answer.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        // A colleague gets it all.
        var notice = carrier.Carried.Single(m => m.To.Mailboxes.Single().Address == house.Sasha.Email);
        Assert.All(canaries, canary => Assert.Contains(canary, notice.Subject + notice.TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_shipped_letter_to_a_customer_reads_well_without_the_senders_words()
    {
        await MailedAsync(Stranger, "CANARY", "CANARY", "CANARY", "m1@mail.example.net");
        var (filed, carol) = (await house.ReadAsync(db => db.TicketEvents.FirstAsync(e => e.Sequence == 1)), await house.ReadAsync(db => db.Users.SingleAsync(p => p.Email == Stranger)));
        foreach (var letter in new[] { "received", "reminder", "resolved-unanswered", "survey", "approval" })
        {
            var written = await house.ReadAsync(db => house.Get<HelpDesk.Web.Mailroom.Letters.LetterWriter>().ComposeAsync(db, OutboxMail.About(filed, 7, letter, carol, "sealed"), CancellationToken.None));
            Assert.DoesNotContain("CANARY", written.Subject + written.Text + written.Html, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\]$|“”", written.Subject.Replace(": “”", "", StringComparison.Ordinal));
            // Nobody is really asked for consent here.
            Assert.DoesNotMatch(@"“”|  | [,.]", written.Text.Replace("consent to “”", "consent", StringComparison.Ordinal));
            Assert.StartsWith("Hello,\n\n", written.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_confirmed_their_address_is_greeted_by_the_name_that_we_know()
    {
        await house.WriteAsync(async (db, cancel) => (await db.Users.SingleAsync(p => p.Id == house.Carl.Id, cancel)).EmailConfirmed = true);
        await MailedAsync("carl@example.com", "CANARY", "CANARY", "It burns.", "m1@mail.example.com");
        await house.DrainAsync();

        var answer = carrier.Carried.Single(m => m.To.Mailboxes.Single().Address == "carl@example.com");
        Assert.Equal("\"Carl\" <carl@example.com>", answer.To.ToString());
        Assert.StartsWith("Hello Carl,", answer.TextBody!, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", answer.Subject + answer.TextBody + answer.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_we_write_stands_below_what_its_recipient_wrote_last()
    {
        var number = await MailedAsync("carl@example.com", "Carl", "Printer on fire", "It burns.", "m1@mail.example.com");
        await house.DrainAsync();
        await house.ReplyAsync(number, "Which one?");
        await house.DrainAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var token = ReplyTokens.In(carrier.Carried[^1].MessageId!)!;
        Assert.Equal(number, await MailedAsync("Carl@Example.com", "Carl", "Re: Printer on fire", "The blue one.", "m2@mail.example.com", token));
        await house.ReplyAsync(number, "Thank you.");
        await house.DrainAsync();

        var thread = $"ticket-{(await house.ReadAsync(db => db.Tickets.SingleAsync())).Id.Value:N}@help.acme.test";
        var toCarl = carrier.Carried.Where(m => m.To.Mailboxes.Single().Address == "carl@example.com").ToList();
        Assert.Equal(["m1@mail.example.com", "m1@mail.example.com", "m2@mail.example.com"], toCarl.Select(m => m.InReplyTo));
        // The mail that is answered stands last (RFC 5322), after what keeps a ticket's mails together.
        Assert.Equal([thread, "m2@mail.example.com"], toCarl[^1].References);
        Assert.All(carrier.Carried.Except(toCarl), m => Assert.Equal(thread, m.InReplyTo));
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_answers_what_it_answered()
    {
        var number = await MailedAsync("carl@example.com", "Carl", "Printer on fire", "It burns.", "m1@mail.example.com");
        await house.SettleAsync(carrier);
        await house.ReplyAsync(number, "Which one?");
        carrier.Say(new HandOver.Later("451 Later"));
        await house.DrainAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await MailedAsync("carl@example.com", "Carl", "Re: Printer on fire", "Hello?", "m2@mail.example.com", ReplyTokens.In(carrier.Carried[^1].MessageId!)!);
        carrier.Say(new HandOver.Accepted());
        await house.DrainAsync();

        var replies = carrier.Carried.Where(m => m.TextBody!.Contains("Which one?", StringComparison.Ordinal) && m.Headers[HeaderId.AutoSubmitted] is null).ToList();
        Assert.Equal(2, replies.Count);
        Assert.Equal(replies[0].ToString(), replies[1].ToString());
        Assert.Equal("m1@mail.example.com", replies[1].InReplyTo);
    }

    [Theory]
    [InlineData("a b@example.com")]
    [InlineData("x@example.com\r\nBcc: everybody@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("><@example.com")]
    [InlineData("no-address")]
    [InlineData("")]
    public async Task An_odd_message_id_is_referred_to_by_nobody(string odd)
    {
        await MailedAsync("carl@example.com", "Carl", "Printer on fire", "It burns.", odd);
        await house.DrainAsync();

        Assert.Equal(2, carrier.Carried.Count);
        Assert.All(carrier.Carried, m => Assert.StartsWith("ticket-", Assert.Single(m.References), StringComparison.Ordinal));
        Assert.All(carrier.Carried, m => Assert.Empty(m.Bcc));
    }

    /// <summary>A mail comes in.</summary>
    /// <returns>The number of the ticket that it is a message on.</returns>
    private async Task<long> MailedAsync(string from, string name, string subject, string body, string messageId, ReplyToken? token = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var id = await house.WriteAsync(async (db, cancel) =>
        {
            var mailbox = await db.Mailboxes.SingleOrDefaultAsync(cancel);
            if (mailbox is null)
            {
                mailbox = new Mailbox("support@acme.test", await db.Teams.Select(t => t.Id).SingleAsync(cancel), MailroomHouse.Monday);
                mailbox.Switch(on: true);
                db.Mailboxes.Add(mailbox);
            }
            var mail = new IncomingMail(mailbox.Id, null, new StoredFile("m.eml", "message/rfc822", 1, new string('a', 64)), Guid.NewGuid().ToString("N"), house.Clock.GetUtcNow());
            db.Inbox.Add(mail);
            return mail.Id;
        });
        var said = new HelpDesk.Domain.Post.Incoming.ReceivedMail { FromName = name, FromAddress = from, Subject = subject, Body = body, MailMessageId = messageId, Tokens = token is null ? [] : [token] };
        Assert.Equal(IncomingFate.Message, await house.Tickets.ReceiveAsync(id, said, await house.Get<ReplyKey>().TokensAsync(ct), ct));
        return await house.ReadAsync(db => db.Tickets.Where(t => db.Inbox.Any(m => m.Id == id && m.TicketId == t.Id)).Select(t => t.Number).SingleAsync());
    }
}
