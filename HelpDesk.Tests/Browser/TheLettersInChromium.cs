using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>A letter being worded is seen as its recipient sees it, with and without scripts of ours.</summary>
public sealed class TheLettersInChromium
{
    [Theory]
    [InlineData(1440, ColorScheme.Light, true)]
    [InlineData(390, ColorScheme.Dark, false)]
    public async Task Words_that_are_not_kept_are_shown_as_html_with_their_styles(int width, ColorScheme scheme, bool javaScript)
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia, width, 844, scheme, javaScript);
        await mia.GoAsync("/manage/letters/escalated");
        await mia.GetByLabel("What it says").FillAsync("Hello {{ name }}.");
        await mia.GetByLabel("Words on its link").FillAsync("Have a look");
        await mia.GetByRole(AriaRole.Button, new() { Name = "See how it reads" }).ClickAsync();
        await mia.GetByText("“Escalate” asks for a note to pass on").WaitForAsync();
        var button = mia.FrameLocator("#tried iframe").GetByRole(AriaRole.Link, new() { Name = "Have a look" });
        await button.WaitForAsync();
        Assert.Equal("rgb(11, 101, 112)", await button.EvaluateAsync<string>("link => getComputedStyle(link).backgroundColor"));
        Assert.Empty(browser.Faults);
        if (javaScript) await BrowserHouse.AccessibleAsync(mia);
    }
}
