using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Sasha presses / and finds a ticket by keyboard; Carl finds his in the portal; axe looks on.</summary>
public sealed class SearchingInChromium
{
    [Fact]
    public async Task A_ticket_is_found_by_keyboard()
    {
        await using var browser = await BrowserHouse.OpenAsync(new() { ["HelpDesk:SampleTickets"] = "60" });
        var number = await (await browser.House.SignedInAsync(Cast.Carl)).FilesAsync();
        await browser.House.IndexAsync();
        var sasha = await browser.SignedInAsync(Cast.Sasha);
        await sasha.Keyboard.PressAsync("/");
        await sasha.Keyboard.TypeAsync("\"grey stripes\"");
        await sasha.Keyboard.PressAsync("Enter");
        await sasha.Locator($"#ticket-{number} mark").First.WaitForAsync();
        await BrowserHouse.HoldsAsync(sasha);
        await sasha.GetByText("How to search").ClickAsync();
        await BrowserHouse.HoldsAsync(sasha);
        await sasha.GoAsync("/desk/search?q=the");
        await BrowserHouse.HoldsAsync(sasha);
        await sasha.Keyboard.PressAsync("j");
        await sasha.Keyboard.PressAsync("o");
        await sasha.ArriveAsync(url => url.Contains("/desk/tickets/", StringComparison.Ordinal));

        var carl = await browser.SignedInAsync(Cast.Carl, 390, 844);
        await carl.GetByRole(AriaRole.Searchbox).FillAsync("stripes");
        await carl.Keyboard.PressAsync("Enter");
        await carl.Locator(".request mark").First.WaitForAsync();
        await BrowserHouse.HoldsAsync(carl);
        Assert.Empty(browser.Faults);
    }
}
