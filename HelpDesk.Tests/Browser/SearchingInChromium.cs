using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Sasha presses / and finds a ticket by keyboard; Carl finds his in the portal; axe looks on.</summary>
public sealed class SearchingInChromium
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_ticket_is_found_by_keyboard(int width, ColorScheme scheme)
    {
        await using var browser = await BrowserHouse.OpenAsync(new() { ["HelpDesk:SampleTickets"] = "60" });
        var number = await (await browser.House.SignedInAsync(Cast.Carl)).FilesAsync();
        await browser.House.IndexAsync();
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        var sasha = await browser.SignedInAsync(Cast.Sasha, width, 900, scheme);
        await sasha.Keyboard.PressAsync("/");
        await sasha.Keyboard.TypeAsync("\"grey stripes\"");
        await sasha.Keyboard.PressAsync("Enter");
        await sasha.Locator($"#ticket-{number} mark").First.WaitForAsync();
        Assert.True(await sasha.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await BrowserHouse.AccessibleAsync(sasha);
        await sasha.GetByText("How to search").ClickAsync();
        await BrowserHouse.AccessibleAsync(sasha);
        await sasha.ScreenshotAsync(new() { Path = Path.Combine(folder, $"search-{width}-{scheme}-tips.png") });
        await sasha.GoAsync("/desk/search?q=the");
        await sasha.ScreenshotAsync(new() { Path = Path.Combine(folder, $"search-{width}-{scheme}.png") });
        await sasha.Keyboard.PressAsync("j");
        await sasha.Keyboard.PressAsync("o");
        await sasha.ArriveAsync(url => url.Contains("/desk/tickets/", StringComparison.Ordinal));

        var carl = await browser.SignedInAsync(Cast.Carl, width, 900, scheme);
        await carl.GetByRole(AriaRole.Searchbox).FillAsync("stripes");
        await carl.Keyboard.PressAsync("Enter");
        await carl.Locator(".request mark").First.WaitForAsync();
        await BrowserHouse.AccessibleAsync(carl);
        Assert.True(await carl.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await carl.ScreenshotAsync(new() { Path = Path.Combine(folder, $"search-portal-{width}-{scheme}.png") });
        Assert.Empty(browser.Faults);
    }
}
