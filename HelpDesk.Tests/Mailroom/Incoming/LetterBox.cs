using System.Globalization;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Mailroom.Incoming;

/// <summary>Mails laid into a desk's mailbox as a reader of IMAP does it, without a server.</summary>
internal sealed class LetterBox(TestHouse house, MailboxId mailbox)
{
    public const string Desk = "help@example.com";

    /// <summary>The name under which the mailbox's own server writes what it found about senders.</summary>
    public const string Server = "mx.acme.test";

    public MailboxId Id => mailbox;

    public static async Task<LetterBox> AtAsync(TestHouse house, string address = Desk, string? trusted = Server)
    {
        await house.GetCastAsync();
        return new(house, await house.WriteAsync(async (db, ct) =>
        {
            var box = new Mailbox(address, await db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync(ct), house.Clock.GetUtcNow());
            box.Connect(new(), trusted);
            box.Switch(on: true);
            db.Mailboxes.Add(box);
            return box.Id;
        }));
    }

    /// <summary>Stores a mail and lets everything follow.</summary>
    public async Task<IncomingMail> GetsAsync(byte[] raw)
    {
        using var stream = new MemoryStream(raw);
        var id = await house.Services.GetRequiredService<Intake>().StoreAsync(mailbox, null, stream, CancellationToken.None);
        await house.SettleAsync();
        return await house.ReadAsync(db => db.Inbox.AsNoTracking().SingleAsync(m => m.Id == id));
    }

    public Task<IncomingMail> GetsAsync(string from, string subject, string body, params string[] headers) => GetsAsync(Raw(from, Desk, subject, body, headers));

    /// <summary>An answer to a mail that went to somebody about a ticket, from whatever address.</summary>
    public async Task<IncomingMail> GetsAnswerAsync(long number, string tokenOf, string from, string body, params string[] headers) =>
        await GetsAsync(Raw(from, ReplyTokens.AddTo(Desk, await TokenAsync(number, tokenOf)), "Re: your mail", body, headers));

    /// <summary>What stands in Reply-To of a mail to somebody about a ticket.</summary>
    public async Task<string> TokenAsync(long number, string address)
    {
        var tokens = await house.Services.GetRequiredService<ReplyKey>().TokensAsync(CancellationToken.None);
        var (ticket, person) = await house.ReadAsync(async db => (
            await db.Tickets.Where(t => t.Number == number).Select(t => t.Id).SingleAsync(),
            await db.Users.Where(p => p.NormalizedEmail == Person.Normal(address)).Select(p => p.Id).SingleAsync()));
        return tokens.For(ticket, number, person);
    }

    public static byte[] Raw(string from, string to, string subject, string body, params string[] headers)
    {
        var all = string.Concat(headers.Select(header => header + "\r\n"));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{all}From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, 03 Mar 2036 09:00:00 +0100\r\nMessage-ID: <{Guid.NewGuid():N}@mail.example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"));
    }

    /// <summary>What the mailbox's own server says of a domain.</summary>
    public static string Passed(string domain, string server = Server) => $"Authentication-Results: {server}; dmarc=pass (p=reject) header.from={domain}; spf=pass smtp.mailfrom={domain}";

    public Task<Ticket> TicketOfAsync(IncomingMail mail) => house.ReadAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Id == mail.TicketId));

    public Task<List<TicketMessage>> MessagesAsync(TicketId? ticket) =>
        house.ReadAsync(db => db.TicketMessages.AsNoTracking().Include(m => m.Attachments).Where(m => m.TicketId == ticket).OrderBy(m => m.Sequence).ToListAsync());
}

internal static class Writing
{
    public static Task<T> WriteAsync<T>(this TestHouse house, Func<HelpDeskDb, CancellationToken, Task<T>> command) =>
        house.Services.GetRequiredService<Writes>().DoAsync(command, OnConflict.DecideAnew, CancellationToken.None);
}
