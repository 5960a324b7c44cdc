using HelpDesk.Tests.House;
using HelpDesk.Web.SignIn;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Carl comes from a letter, asks for a link and signs in by keyboard; axe looks on.</summary>
public sealed class SigningInByLinkInChromium
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task From_a_letter_to_the_request_without_a_password(int width, ColorScheme scheme)
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();

        var carl = await browser.WindowAsync(width, 844, scheme);
        await carl.GoAsync("/signin");
        await HoldsAsync(carl);
        await carl.GoAsync($"/portal/tickets/{number}");
        await HoldsAsync(carl);
        await carl.Locator("input[type=email]").FocusAsync();
        await carl.Keyboard.TypeAsync(Cast.Carl);
        await carl.Keyboard.PressAsync("Enter");
        await carl.ArriveAsync(url => url.EndsWith("/signin/letter/sent", StringComparison.Ordinal));
        await HoldsAsync(carl);

        var mail = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == "sign-in-link");
        var link = AccountLinks.PathFor(mail.Letter, mail.ToPersonId, Uri.EscapeDataString(house.TokenOf(mail)));
        await carl.GoAsync(link);
        await HoldsAsync(carl);
        await carl.Locator("[name=remember]").FocusAsync();
        await carl.Keyboard.PressAsync("Tab");
        await carl.Keyboard.PressAsync("Enter");
        await carl.ArriveAsync(url => url.EndsWith($"/portal/tickets/{number}", StringComparison.Ordinal));

        await carl.GoAsync(link);
        await HoldsAsync(carl);
        Assert.Empty(browser.Faults);
    }

    private static async Task HoldsAsync(IPage page)
    {
        await BrowserHouse.AccessibleAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{page.Url} scrolls sideways");
    }
}
