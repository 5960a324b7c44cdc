using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using MailKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom.RealServers;

/// <summary>The story that must always work, where Carl never opens the portal: a real Postfix carries the mails, a real Dovecot keeps them.</summary>
public sealed partial class TheStoryByMail
{
    private const string Desk = "help@example.com";

    [Fact]
    public async Task Carl_writes_is_asked_answers_by_mail_is_helped_and_rates_by_the_link()
    {
        await using var servers = await MailServers.StartAsync();
        servers.AddMailboxUser(Desk);
        servers.AddMailboxUser(Cast.Carl);
        await using var house = ReadingHouse.Open(new() { ["HelpDesk:Mail:Smtp:From"] = $"HelpDesk <{Desk}>" }, services =>
            services.AddSingleton<IMailCarrier>(new SmtpCarrier(new SmtpSettings { Host = "127.0.0.1", Port = servers.SmtpPort, Security = "None" })));
        var box = await house.AddMailboxAsync(servers, Desk);
        var sasha = await house.SignedInAsync(Cast.Sasha);

        await servers.DeliverAsync(Cast.Carl, Desk, MailServers.Raw($"Carl <{Cast.Carl}>", Desk, "The printer prints stripes", "Since Monday every page has grey stripes.\r\n\r\n-- \r\nCarl, Acorn"));
        await house.UntilAsync("Carl’s mail is a ticket", async () =>
        {
            await house.FetchAsync(box);
            await house.SettleAsync();
            return await house.ReadAsync(db => db.Tickets.AnyAsync());
        });
        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        Assert.Equal("The printer prints stripes", ticket.Subject);

        var acknowledged = await NewestAsync(house, servers, 1);
        Assert.Equal("auto-replied", acknowledged.Headers[HeaderId.AutoSubmitted]);
        Assert.DoesNotContain("stripes", acknowledged.TextBody);

        await sasha.AssignsToSelfAsync(ticket.Number);
        await sasha.DoesAsync(ticket.Number, "ask", ("reply", "Which printer is it, please?"));
        await house.SettleAsync();
        var asked = await NewestAsync(house, servers, 2);
        Assert.Contains("Which printer is it, please?", asked.TextBody);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(ticket.Number)).Phase);

        await servers.DeliverAsync(Cast.Carl, asked.ReplyTo.Mailboxes.Single().Address, AnswerTo(asked, "It is the one on the second floor."));
        await house.UntilAsync("Carl’s answer is on the ticket", async () =>
        {
            await house.FetchAsync(box);
            await house.SettleAsync();
            return (await house.TicketAsync(ticket.Number)).Phase == Phase.Assigned;
        });
        Assert.Equal("It is the one on the second floor.", await house.ReadAsync(db => db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.FromCustomer).OrderByDescending(m => m.Sequence).Select(m => m.Body).FirstAsync()));

        await sasha.DoesAsync(ticket.Number, "resolve", ("reply", "We cleaned the drum. It prints well again."), ("fields[resolution]", "fixed"));
        await house.SettleAsync();
        Assert.Contains("We cleaned the drum", (await NewestAsync(house, servers, 3)).TextBody);
        await house.PassAsync(TimeSpan.FromHours(1));
        var link = SurveyLink().Match((await NewestAsync(house, servers, 4)).TextBody ?? "").Value;

        var thanks = await (await house.Stranger().GetAsync(link)).Form("/survey/").Fill("score", "5").SubmitAsync();
        Assert.True(thanks.IsRedirect, thanks.Text);
        var closed = await house.TicketAsync(ticket.Number);
        Assert.Equal((Phase.Closed, 5), (closed.Phase, closed.Satisfaction));
    }

    /// <summary>As a mail program answers: on top, with the quote below, and the headers of the mail that is answered.</summary>
    private static byte[] AnswerTo(MimeMessage asked, string words)
    {
        var quote = string.Join("\r\n", asked.TextBody!.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => "> " + line));
        return Encoding.UTF8.GetBytes(
            $"From: Carl <{Cast.Carl}>\r\nTo: {asked.ReplyTo}\r\nSubject: Re: {asked.Subject}\r\nDate: {DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture)}\r\nMessage-ID: <{Guid.NewGuid():N}@example.com>\r\nIn-Reply-To: <{asked.MessageId}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + $"{words}\r\n\r\nOn Mon, Mar 3, 2036 at 9:00 AM HelpDesk <{Desk}> wrote:\r\n{quote}\r\n");
    }

    /// <summary>The newest mail in Carl’s own mailbox, once there are so many.</summary>
    private static async Task<MimeMessage> NewestAsync(TestHouse house, MailServers servers, int count)
    {
        await house.UntilAsync($"Carl has {count} mails", async () => (await servers.CountAsync(Cast.Carl)).All >= count);
        using var program = await servers.SignInAsync(Cast.Carl);
        await program.Inbox.OpenAsync(FolderAccess.ReadOnly);
        Assert.Equal(count, program.Inbox.Count);
        return await program.Inbox.GetMessageAsync(count - 1);
    }

    [GeneratedRegex("/survey/[A-Za-z0-9]+")]
    private static partial Regex SurveyLink();
}
