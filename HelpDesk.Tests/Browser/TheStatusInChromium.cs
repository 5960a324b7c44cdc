using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Ada looks how the house does, on a good and on a bad day; axe looks on.</summary>
public sealed class TheStatusInChromium
{
    [Fact]
    public async Task Status_and_its_sign()
    {
        await using var browser = await BrowserHouse.OpenAsync(new() { ["HelpDesk:Jobs"] = "true" });
        var house = browser.House;
        var ada = await browser.SignedInAsync(Cast.Ada);
        await LookAsync(ada, "/manage/status");

        await TroubleAsync(house);
        await LookAsync(ada, "/manage/status");
        Assert.True(await ada.GetByText("Each red line says what to do.").IsVisibleAsync());
        await LookAsync(ada, "/manage");
        await ada.GetByRole(AriaRole.Link, new() { Name = "See what to do" }).ClickAsync();
        await ada.ArriveAsync(url => url.EndsWith("/manage/status", StringComparison.Ordinal));
        Assert.Empty(browser.Faults);
    }

    private static async Task LookAsync(IPage page, string path)
    {
        await page.GoAsync(path);
        await BrowserHouse.HoldsAsync(page);
    }

    /// <summary>A mailbox that cannot be read, a job that failed, and a mail server that lets nobody in.</summary>
    private static async Task TroubleAsync(TestHouse house)
    {
        var jobs = house.Services.GetRequiredService<JobHealth>();
        jobs.Begin("housekeeping");
        jobs.Fail("housekeeping", new IOException("No space left on device: '/var/lib/helpdesk/helpdesk.db-wal'"));
        var mailboxes = house.Services.GetRequiredService<MailboxCommands>();
        await mailboxes.PlantAsync("help@acme.test", new() { Host = "127.0.0.1", Port = Ports.Free(), Security = LineSecurity.None, User = "help" }, "secret", CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await house.ReadAsync(db => db.Mailboxes.AnyAsync(m => m.LastError != null))) await Task.Delay(50, patience.Token);
        await house.ReadAsync(async db =>
        {
            var mail = OutboxMail.Trial("reminder", await db.Users.SingleAsync(p => p.Email == Cast.Carl), "Subject", "Text", "<p>Text</p>", house.Clock.GetUtcNow());
            mail.Postpone("535 5.7.8 Authentication credentials invalid", house.Clock.GetUtcNow());
            db.Outbox.Add(mail);
            return await db.SaveChangesAsync();
        });
    }
}
