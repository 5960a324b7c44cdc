using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Sasha looks where a ticket stands, skips a timer by keyboard, and sees it gone; axe looks on.</summary>
public sealed class TheWayInChromium
{
    [Fact]
    public async Task A_timer_is_skipped_and_the_picture_stays_in_its_frame()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var number = await house.PendingTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));

        var sasha = await browser.SignedInAsync(Cast.Sasha, 390, 844);
        await sasha.GoAsync($"/desk/tickets/{number}");
        await sasha.GetByRole(AriaRole.Link, new() { Name = "Show it in the workflow" }).ClickAsync();
        await sasha.GetByRole(AriaRole.Heading, new() { Name = $"#{number} in its workflow" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(sasha);
        Assert.Equal(3, await sasha.Locator(".timer").CountAsync());

        await sasha.GetByRole(AriaRole.Link, new() { Name = "Postpone or skip them on the ticket" }).ClickAsync();
        await sasha.Locator("summary", new() { HasText = "Postpone: Mail to Carl Ahlgren" }).First.ClickAsync();
        await sasha.Locator("summary", new() { HasText = "Skip: Takes the step" }).FocusAsync();
        await sasha.Keyboard.PressAsync("Enter");
        await BrowserHouse.HoldsAsync(sasha);
        await sasha.Keyboard.PressAsync("Tab");
        await sasha.Keyboard.PressAsync("Tab");
        await sasha.Keyboard.PressAsync("Enter");
        await sasha.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.HoldsAsync(sasha);
        await sasha.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        await sasha.Keyboard.TypeAsync("He is on a ship.");
        await sasha.Keyboard.PressAsync("Tab");
        await sasha.Keyboard.PressAsync("Enter");
        await sasha.GetByText("It is skipped.").WaitForAsync();
        await BrowserHouse.HoldsAsync(sasha);

        await sasha.GoAsync($"/desk/tickets/{number}/way");
        Assert.Equal(2, await sasha.Locator(".timer").CountAsync());
        Assert.Empty(browser.Faults);
    }
}
