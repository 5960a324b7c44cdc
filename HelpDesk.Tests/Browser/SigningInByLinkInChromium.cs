using HelpDesk.Tests.House;
using HelpDesk.Web.SignIn;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Carl comes from a letter, asks for a link and signs in by keyboard; axe looks on.</summary>
public sealed class SigningInByLinkInChromium
{
    [Fact]
    public async Task From_a_letter_to_the_request_without_a_password()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();

        var carl = await browser.WindowAsync(390, 844);
        await carl.GoAsync("/signin");
        await BrowserHouse.HoldsAsync(carl);
        await carl.GoAsync($"/portal/tickets/{number}");
        await BrowserHouse.HoldsAsync(carl);
        await carl.Locator("input[type=email]").FocusAsync();
        await carl.Keyboard.TypeAsync(Cast.Carl);
        await carl.Keyboard.PressAsync("Enter");
        await carl.ArriveAsync(url => url.EndsWith("/signin/letter/sent", StringComparison.Ordinal));
        await BrowserHouse.HoldsAsync(carl);

        var mail = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == "sign-in-link");
        var link = AccountLinks.PathFor(mail.Letter, mail.ToPersonId, Uri.EscapeDataString(house.TokenOf(mail)));
        await carl.GoAsync(link);
        await BrowserHouse.HoldsAsync(carl);
        await carl.Locator("[name=remember]").FocusAsync();
        await carl.Keyboard.PressAsync("Tab");
        await carl.Keyboard.PressAsync("Enter");
        await carl.ArriveAsync(url => url.EndsWith($"/portal/tickets/{number}", StringComparison.Ordinal));

        await carl.GoAsync(link);
        await BrowserHouse.HoldsAsync(carl);
        Assert.Empty(browser.Faults);
    }
}
