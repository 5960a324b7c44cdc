using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>Mails that come in at the cast's desk, as bytes.</summary>
internal static class MailsIn
{
    public const string Address = "help@example.com";

    /// <summary>A pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A mailbox of the team that is everybody's.</summary>
    public static Task<MailboxId> OpenMailboxAsync(this TestHouse house, string address = Address) =>
        house.Services.GetRequiredService<Writes>().DoAsync(async (db, ct) =>
        {
            var mailbox = new Mailbox(address, await db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync(ct), house.Clock.GetUtcNow());
            db.Mailboxes.Add(mailbox);
            return mailbox.Id;
        }, OnConflict.DecideAnew, CancellationToken.None);

    /// <summary>Bytes come in, and nobody has read them yet.</summary>
    public static async Task<IncomingMailId> StoresAsync(this TestHouse house, MailboxId mailbox, string raw)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")));
        var id = await house.Services.GetRequiredService<Intake>().StoreAsync(mailbox, null, bytes, CancellationToken.None);
        Assert.NotNull(id);
        return id.Value;
    }

    /// <summary>The same, and everything that follows has happened.</summary>
    public static async Task<IncomingMail> ReceivesAsync(this TestHouse house, MailboxId mailbox, string raw)
    {
        var id = await house.StoresAsync(mailbox, raw);
        await house.SettleAsync();
        return await house.MailAsync(id);
    }

    public static Task<IncomingMail> MailAsync(this TestHouse house, IncomingMailId id) => house.ReadAsync(db => db.Inbox.AsNoTracking().SingleAsync(m => m.Id == id));

    /// <summary>The number of the ticket that a mail is on.</summary>
    public static Task<long> NumberAsync(this TestHouse house, IncomingMail mail) => house.ReadAsync(db => db.Tickets.Where(t => t.Id == mail.TicketId).Select(t => t.Number).SingleAsync());

    /// <summary>A mail with HTML, a picture in it and a file.</summary>
    public static string Letter(string html, string from = "Carl <carl@example.com>", string subject = "The printer burns", string id = "letter-1") => $"""
        From: {from}
        To: {Address}
        Cc: Bob <bob@example.com>
        Subject: {subject}
        Message-ID: <{id}@example.com>
        Date: Mon, 3 Mar 2036 08:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/related; boundary=inner

        --inner
        Content-Type: multipart/alternative; boundary=either

        --either
        Content-Type: text/plain; charset=utf-8

        It burns.

        On Monday Sasha wrote:
        > Does it burn?
        --either
        Content-Type: text/html; charset=utf-8

        {html}
        --either--
        --inner
        Content-Type: image/png; name=pixel.png
        Content-ID: <pixel@example.com>
        Content-Disposition: inline; filename=pixel.png
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Png)}
        --inner--
        --outer
        Content-Type: text/html; name=evil.html
        Content-Disposition: attachment; filename=evil.html
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.UTF8.GetBytes(EvilFile))}
        --outer--

        """;

    public const string EvilFile = "<script>alert(document.cookie)</script>";
}
