using System.Net;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>Mia looks at what must not go on by itself, and decides.</summary>
public sealed class LookingAfterQuarantine : IAsyncDisposable
{
    private const string Nobody = "Subject: From nobody\nMessage-ID: <nobody@example.com>\n\nWho wrote this?\n";

    private readonly TestHouse house = new();

    [Fact]
    public async Task A_mail_that_nobody_can_read_says_so_and_offers_its_bytes_alone()
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        Assert.Contains("No mail came in yet", (await mia.GetAsync("/manage/inbox")).Text, StringComparison.Ordinal);
        var mail = await house.ReceivesAsync(await house.OpenMailboxAsync(), Nobody);
        Assert.Equal(IncomingFate.Quarantined, mail.Fate);
        Assert.Contains("1 mail that came in waits in quarantine", (await mia.GetAsync("/manage")).Text, StringComparison.Ordinal);
        var list = await mia.GetAsync("/manage/inbox?show=quarantined");
        Assert.Contains("The message names no sender whom one could answer.", list.Text, StringComparison.Ordinal);
        Assert.Contains($"/manage/inbox/{mail.Id}", list.Body, StringComparison.Ordinal);

        var page = await mia.GetAsync($"/manage/inbox/{mail.Id}");
        Assert.Contains("It cannot be read. The message names no sender whom one could answer.", page.Text, StringComparison.Ordinal);
        Assert.Contains("What cannot be read cannot become a ticket.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("iframe, .mail-text"));
        Assert.False(page.HasForm($"/manage/inbox/{mail.Id}/ticket"));
        Assert.Equal(HttpStatusCode.OK, (await mia.GetAsync($"/manage/inbox/{mail.Id}/raw")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"/manage/inbox/{mail.Id}/html")).Status);

        var forged = await page.Form($"/manage/inbox/{mail.Id}/retry").SubmitAsync($"/manage/inbox/{mail.Id}/ticket");
        Assert.Contains("It cannot be read, so it cannot become a ticket.", (await forged.FollowAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(0, await house.ReadAsync(db => db.Tickets.CountAsync()));
    }

    [Fact]
    public async Task It_is_read_again_and_dismissed()
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        var mail = await house.ReceivesAsync(await house.OpenMailboxAsync(), Nobody);
        var page = await mia.GetAsync($"/manage/inbox/{mail.Id}");
        await page.Form($"/manage/inbox/{mail.Id}/retry").SubmitAsync();
        Assert.Equal(IncomingFate.Stored, (await house.MailAsync(mail.Id)).Fate);
        await house.SettleAsync();
        Assert.Equal(IncomingFate.Quarantined, (await house.MailAsync(mail.Id)).Fate);

        Assert.Contains("It is dismissed.", (await (await page.Form($"/manage/inbox/{mail.Id}/dismissal").SubmitAsync()).FollowAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(IncomingFate.Dismissed, (await house.MailAsync(mail.Id)).Fate);
        Assert.DoesNotContain("waits in quarantine", (await mia.GetAsync("/manage")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mia.GetAsync("/manage/inbox?show=dismissed")).Status);
    }

    [Fact]
    public async Task What_was_dismissed_or_set_aside_becomes_a_ticket_after_all_with_its_files_and_only_one()
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        var mailbox = await house.OpenMailboxAsync();
        var mail = await house.ReceivesAsync(mailbox, MailsIn.Letter("<p>Out</p>").Replace("Date:", "Auto-Submitted: auto-replied\nDate:", StringComparison.Ordinal));
        Assert.Equal(IncomingFate.SetAside, mail.Fate);
        var page = await mia.GetAsync($"/manage/inbox/{mail.Id}");
        Assert.False(page.HasForm($"/manage/inbox/{mail.Id}/retry"));
        var first = await page.Form($"/manage/inbox/{mail.Id}/ticket").SubmitAsync();
        var again = await page.Form($"/manage/inbox/{mail.Id}/ticket").SubmitAsync();
        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        Assert.Equal(($"/desk/tickets/{ticket.Number}", $"/desk/tickets/{ticket.Number}"), (first.Location, again.Location));
        Assert.Equal((Channel.Mail, "The printer burns", 2), (ticket.Channel, ticket.Subject, await house.ReadAsync(db => db.Attachments.CountAsync(a => a.TicketId == ticket.Id))));
        Assert.False((await mia.GetAsync($"/manage/inbox/{mail.Id}")).HasForm($"/manage/inbox/{mail.Id}/ticket"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_under_each_filter()
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        var (mailbox, other) = (await house.OpenMailboxAsync(), await house.OpenMailboxAsync("sales@example.com"));
        for (var i = 0; i < 60; i++) await house.StoresAsync(mailbox, Nobody + i);
        await house.StoresAsync(other, Nobody);
        await house.SettleAsync();
        foreach (var (filter, all) in new[] { ("?", 61), ("?show=quarantined&", 61), ($"?mailbox={mailbox}&", 60), ($"?show=quarantined&mailbox={other}&", 1), ("?show=held&", 0) })
        {
            var ids = new List<string>();
            var path = "/manage/inbox" + filter.TrimEnd('&', '?');
            while (true)
            {
                var page = await mia.GetAsync(path);
                var rows = page.Document.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!).ToList();
                Assert.True(rows.Count <= 50);
                ids.AddRange(rows);
                if (page.Document.QuerySelectorAll(".pager a").FirstOrDefault(a => a.GetAttribute("href")!.Contains("after=", StringComparison.Ordinal)) is not { } older) break;
                path = older.GetAttribute("href")!;
            }
            Assert.Equal((all, all), (ids.Count, ids.Distinct().Count()));
        }
    }

    [Fact]
    public async Task A_mail_whose_file_is_gone_or_was_never_fetched_is_told_and_breaks_no_page()
    {
        var mia = await house.SignedInAsync(Cast.Mia);
        var mailbox = await house.OpenMailboxAsync();
        var lost = await house.ReceivesAsync(mailbox, MailsIn.Letter("<p>Here</p>"));
        await house.LoseAsync(lost.RawSha256);
        var large = await house.Services.GetRequiredService<Writes>().DoAsync(async (db, ct) =>
        {
            await Task.CompletedTask;
            var mail = IncomingMail.LeftBehind(mailbox, new MailPlace(1, 1), 200_000_000, new string('c', 64), "It is larger than 150 MB.", house.Clock.GetUtcNow());
            db.Inbox.Add(mail);
            return mail.Id;
        }, OnConflict.DecideAnew, CancellationToken.None);
        foreach (var (id, because) in new[] { (lost.Id, "Its file is missing"), (large, "it lies in its mailbox still") })
        {
            var page = await mia.GetAsync($"/manage/inbox/{id}");
            Assert.Contains(because, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("/raw", page.Body, StringComparison.Ordinal);
            Assert.False(page.HasForm($"/manage/inbox/{id}/retry"));
            foreach (var below in new[] { "/raw", "/html", "/files/0" }) Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"/manage/inbox/{id}{below}")).Status);
        }
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
