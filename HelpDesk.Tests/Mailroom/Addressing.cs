using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>What stands on the outside of mails about tickets.</summary>
public sealed class Addressing : IAsyncLifetime
{
    private readonly ScriptedCarrier carrier = new();
    private MailroomHouse house = null!;

    public async ValueTask InitializeAsync() => house = await MailroomHouse.OpenAsync(carrier);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Answers_go_to_the_mailbox_with_a_token_of_this_person_on_this_ticket()
    {
        await OpenMailboxAsync("support@acme.test");
        var number = await house.FileAsync();
        await house.DrainAsync();

        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        var tokens = await house.Get<ReplyKey>().TokensAsync(TestContext.Current.CancellationToken);
        foreach (var person in new[] { house.Carl, house.Sasha })
        {
            var mail = carrier.Carried.Single(m => m.To.Mailboxes.Single().Address == person.Email);
            var token = tokens.For(ticket.Id, number, person.Id);
            Assert.Equal($"support+{token}@acme.test", Assert.Single(mail.ReplyTo.Mailboxes).Address);
            Assert.Equal("\"Acme Help\" <support@acme.test>", mail.From.ToString());
            Assert.Equal(ReplyTokens.In(token), ReplyTokens.In(mail.MessageId!));
        }
        Assert.Equal(2, carrier.Carried.Select(m => m.ReplyTo.ToString()).Distinct().Count());
    }

    [Fact]
    public async Task A_server_without_plus_addresses_gets_the_token_in_the_message_id_only()
    {
        await using var plain = await MailroomHouse.OpenAsync(carrier, new() { ["HelpDesk:Mail:PlusAddresses"] = "false" });
        await plain.FileAsync();
        await plain.DrainAsync();

        Assert.All(carrier.Carried, m => Assert.Empty(m.ReplyTo));
        Assert.All(carrier.Carried, m => Assert.NotNull(ReplyTokens.In(m.MessageId!)));
    }

    [Fact]
    public async Task What_nobody_wrote_says_so_and_what_somebody_wrote_does_not()
    {
        var number = await house.FileAsync();
        await house.ReplyAsync(number, "Which one?");
        await house.DrainAsync();

        var reply = carrier.Carried.Single(m => m.TextBody!.Contains("Which one?", StringComparison.Ordinal));
        Assert.Equal((null, null), (reply.Headers[HeaderId.AutoSubmitted], reply.Headers["X-Auto-Response-Suppress"]));
        Assert.All(carrier.Carried.Where(m => m != reply), m => Assert.Equal(("auto-generated", "All"), (m.Headers[HeaderId.AutoSubmitted], m.Headers["X-Auto-Response-Suppress"])));
    }

    [Fact]
    public async Task A_letter_repeats_what_was_said_before_and_neither_notes_nor_what_was_taken_back()
    {
        const string canary = "CANARY-4711";
        var number = await house.FileAsync(body: "It burns.\n\nOn the third floor.");
        Assert.IsType<Answer.Done>(await house.Tickets.NoteAsync(VisibleTicket.AtDesk(house.AsSasha, number), canary, [], house.AsSasha, Roles.Agent, CommandId.New(), TestContext.Current.CancellationToken));
        await house.ReplyAsync(number, "Which one?");
        await house.HearAsync(number, new string('x', 3000));
        await house.ReplyAsync(number, "Thank you.");
        await house.DrainAsync();

        var last = carrier.Carried.Single(m => m.TextBody!.Contains("Thank you.", StringComparison.Ordinal));
        var (above, below) = (last.TextBody!.Split(ReplyMarker.Line)[0], last.TextBody!.Split(ReplyMarker.Line)[1]);
        Assert.Contains("Thank you.", above, StringComparison.Ordinal);
        Assert.Matches(@"(?s)Carl wrote on .*> x{1500} ….*Sasha wrote on .*> Which one\?.*Carl wrote on .*> It burns\.", below);
        Assert.Contains(ReplyMarker.Line, last.HtmlBody, StringComparison.Ordinal);
        Assert.All(carrier.Carried.Where(m => m.To.ToString().Contains("carl", StringComparison.Ordinal)), m => Assert.DoesNotContain(canary, m.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_acknowledgement_of_a_mail_is_an_automatic_answer_from_nobody()
    {
        await using var sink = await MailSink.StartAsync();
        await using var real = await MailroomHouse.OpenAsync(settings: new() { ["HelpDesk:Mail:Smtp:Host"] = "127.0.0.1", ["HelpDesk:Mail:Smtp:Port"] = $"{sink.Port}", ["HelpDesk:Mail:Smtp:Security"] = "None" });
        await real.FileAsync();
        await real.WriteAsync(async (db, cancel) =>
        {
            var team = await db.Teams.Select(t => t.Id).SingleAsync(cancel);
            var mailbox = new Mailbox("support@acme.test", team, MailroomHouse.Monday);
            var came = new IncomingMail(mailbox.Id, null, new StoredFile("m.eml", "message/rfc822", 1, new string('a', 64)), new string('b', 64), MailroomHouse.Monday);
            db.AddRange(mailbox, came);
            await db.SaveChangesAsync(cancel);
            return await db.Database.ExecuteSqlAsync($"UPDATE \"TicketEvents\" SET \"Mail\" = {came.Id.Value} WHERE \"Sequence\" = 1", cancel);
        });
        await real.DrainAsync();

        var received = sink.Received();
        var mails = sink.Mails();
        var mine = mails.FindIndex(m => m.To.ToString().Contains("carl", StringComparison.Ordinal));
        Assert.Equal(("", "auto-replied"), (received[mine].From is { } from ? from : "", mails[mine].Headers[HeaderId.AutoSubmitted]));
        Assert.Equal(("help@acme.test", "auto-generated"), (received[1 - mine].From, mails[1 - mine].Headers[HeaderId.AutoSubmitted]));
    }

    private Task<bool> OpenMailboxAsync(string address) => house.WriteAsync(async (db, cancel) =>
    {
        var mailbox = new Mailbox(address, await db.Teams.Select(t => t.Id).SingleAsync(cancel), MailroomHouse.Monday);
        mailbox.Switch(on: true);
        db.Mailboxes.Add(mailbox);
        return true;
    });
}
