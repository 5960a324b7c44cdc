using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>The README's pictures. With HELPDESK_ACCEPT=1 they are written to docs/images.</summary>
public sealed class Screenshots
{
    [Fact]
    public async Task The_desk_and_the_portal_as_the_README_shows_them()
    {
        await using var browser = await BrowserHouse.OpenAsync(new() { ["HelpDesk:SampleTickets"] = "60" });
        var folder = Environment.GetEnvironmentVariable("HELPDESK_ACCEPT") == "1" ? Path.Combine(Sources.Root, "docs", "images") : Path.Combine(AppContext.BaseDirectory, "screenshots");
        var waiting = await browser.House.ReadAsync(db => db.Tickets.Where(t => t.Phase == Phase.Assigned && t.AssigneeId != null && !db.Teams.Any(team => team.Id == t.TeamId && team.IsPrivate)).OrderByDescending(t => t.LastSequence).Select(t => t.Number).FirstAsync());
        var sasha = await browser.SignedInAsync(Cast.Sasha, 1280, 860);
        await ShootAsync(sasha, "/desk?view=all", Path.Combine(folder, "desk.png"));
        await ShootAsync(sasha, $"/desk/tickets/{waiting}", Path.Combine(folder, "ticket.png"));
        var carl = await browser.SignedInAsync(Cast.Carl, 1000, 860);
        var mine = await browser.House.ReadAsync(db => db.Tickets.Where(t => db.Users.Any(p => p.Id == t.CustomerId && p.Email == Cast.Carl) && t.Phase < Phase.Resolved).OrderByDescending(t => t.ChangedAt).Select(t => t.Number).FirstAsync());
        await ShootAsync(carl, $"/portal/tickets/{mine}", Path.Combine(folder, "portal.png"));
        foreach (var name in new[] { "desk.png", "ticket.png", "portal.png" }) Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 10_000);
    }

    private static async Task ShootAsync(IPage page, string path, string file)
    {
        await page.GoAsync(path);
        await BrowserHouse.QuietAsync(page);
        await page.ScreenshotAsync(new() { Path = file });
    }
}
