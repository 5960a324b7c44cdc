using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Ada adds a mailbox and looks how the others do; axe looks on.</summary>
public sealed class MailboxesInChromium
{
    [Fact]
    public async Task List_and_form()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var ada = await browser.SignedInAsync(Cast.Ada);
        await ada.GoAsync("/manage/mailboxes");
        await BrowserHouse.HoldsAsync(ada);
        await PlantAsync(browser.House);
        await ada.AgainAsync();
        await BrowserHouse.HoldsAsync(ada);

        await ada.GoAsync("/manage/mailboxes/new");
        Assert.False(await ada.GetByLabel("Client id").IsVisibleAsync());
        await ada.GetByRole(AriaRole.Link, new() { Name = "Microsoft 365" }).ClickAsync();
        await ada.ArriveAsync(url => url.Contains("preset=microsoft", StringComparison.Ordinal));
        Assert.True(await ada.GetByLabel("Client id").IsVisibleAsync());
        Assert.False(await ada.GetByLabel("Refresh token", new() { Exact = true }).IsVisibleAsync());
        await BrowserHouse.HoldsAsync(ada);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await ada.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.HoldsAsync(ada);

        await ada.GoAsync("/manage/mailboxes");
        await ada.GetByRole(AriaRole.Link, new() { Name = "help@acme.test" }).ClickAsync();
        await ada.ArriveAsync(url => !url.EndsWith("mailboxes", StringComparison.Ordinal));
        await BrowserHouse.HoldsAsync(ada);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Test the connection" }).ClickAsync();
        await ada.GetByText("refuses connections").First.WaitForAsync();
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_test_that_arrives_shows_by_itself()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var (house, mailbox) = (browser.House, await PlantAsync(browser.House));
        var commands = house.Services.GetRequiredService<MailboxCommands>();
        await commands.SendTestAsync(mailbox, "mark", TestContext.Current.CancellationToken);
        var ada = await browser.SignedInAsync(Cast.Ada);
        await ada.GoAsync($"/manage/mailboxes/{mailbox}");
        await ada.GetByText("It has not arrived yet.").WaitForAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(3));
        await commands.SeeTestAsync(mailbox, "mark", TestContext.Current.CancellationToken);
        await ada.GetByText("arrived after 3 s").WaitForAsync();
        await BrowserHouse.AccessibleAsync(ada);
        Assert.Empty(browser.Faults);
    }

    /// <summary>A mailbox that cannot be reached, and had mail.</summary>
    private static async Task<MailboxId> PlantAsync(TestHouse house)
    {
        var (commands, port) = (house.Services.GetRequiredService<MailboxCommands>(), Ports.Free());
        foreach (var address in new[] { "help@acme.test", "sales@acme.test" })
            await commands.PlantAsync(address, new() { Host = "127.0.0.1", Port = port, Security = LineSecurity.None, User = address }, "secret", CancellationToken.None);
        var all = await house.ReadAsync(db => db.Mailboxes.AsNoTracking().OrderBy(m => m.Address).Select(m => m.Id).ToListAsync());
        foreach (var id in all) await commands.TakeAsync(id, id.Value, CancellationToken.None);
        await commands.OpenedAsync(all[0], all[0].Value, house.Clock.GetUtcNow().AddDays(-30), 12, CancellationToken.None);
        await commands.ReachedAsync(all[0], all[0].Value, CancellationToken.None);
        await commands.FailedAsync(all[1], all[1].Value, "“imap.acme.test” does not accept the user name or password.", CancellationToken.None);
        await house.ReadAsync(async db =>
        {
            for (var i = 0; i < 60; i++) db.Inbox.Add(new IncomingMail(all[0], new(1, i + 1), new StoredFile("", "", 1, ""), $"{i}", house.Clock.GetUtcNow().AddHours(-i * i / 10d)));
            return await db.SaveChangesAsync();
        });
        return all[0];
    }
}
