using HelpDesk.Domain.Post;
using HelpDesk.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>After a restore Ada sees what is kept back and lets it leave; axe looks on.</summary>
public sealed class HeldPostInChromium
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Ada_sees_what_is_kept_back_and_sends_it(int width, ColorScheme scheme)
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await house.AssignedTicketAsync(carl, sasha);
        await house.Services.GetRequiredService<PostCommands>().HoldAsync(CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.AssignedTicketAsync(carl, sasha);

        var ada = await browser.SignedInAsync(Cast.Ada, width, 900, scheme);
        await ada.GoAsync("/manage/post");
        await HoldsAsync(ada, $"held-{width}-{scheme}");
        var held = ada.Locator("tbody tr").Filter(new() { HasText = "Kept back" });
        Assert.Equal(1, await held.CountAsync());
        await held.GetByRole(AriaRole.Link).First.ClickAsync();
        await ada.ArriveAsync(url => !url.EndsWith("/manage/post", StringComparison.Ordinal));
        await ada.GetByText("It is kept back since a backup was restored").WaitForAsync();
        Assert.Equal(0, await ada.GetByText("Next try").CountAsync());
        await HoldsAsync(ada, $"held-one-{width}-{scheme}");

        await ada.GoAsync("/manage/post");
        // By keyboard, and without a word of script.
        await ada.GetByText("Never send them").FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).WaitForAsync();
        await HoldsAsync(ada, $"held-asked-{width}-{scheme}");
        await ada.GetByText("Never send them").ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Send them all" }).ClickAsync();
        await ada.GetByRole(AriaRole.Heading, new() { Name = "Mail is kept back" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(0, await held.CountAsync());
        await HoldsAsync(ada, $"held-sent-{width}-{scheme}");
        Assert.Empty(browser.Faults);
    }

    private static async Task HoldsAsync(IPage page, string name)
    {
        await BrowserHouse.QuietAsync(page);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name + ".png"), FullPage = true });
        await BrowserHouse.AccessibleAsync(page);
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
    }
}
