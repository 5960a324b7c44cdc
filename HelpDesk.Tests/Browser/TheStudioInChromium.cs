using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflows;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>The studio by mouse and by keyboard, with axe on each of its forms.</summary>
public sealed class TheStudioInChromium
{
    private const string Draft = "/manage/workflows/support/draft";

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Each_form_is_accessible(int width, ColorScheme scheme)
    {
        await using var browser = await BrowserHouse.OpenAsync();
        await browser.House.PublishJsonAsync(Refunds.Json());
        var mia = await browser.SignedInAsync(Cast.Mia, width, 844, scheme);
        await BeginAsync(mia);
        await mia.GetByRole(AriaRole.Textbox, new() { Name = "Add clock: its name" }).FillAsync("First reply");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Add clock" }).ClickAsync();
        await mia.ArriveAsync(url => url.Contains("clocks/first-reply", StringComparison.Ordinal));
        foreach (var place in new[] { "", "?at=states/paid", "?at=states/paid/timers/survey", "?at=steps/propose", "?at=steps/denied", "?at=fields/reason", "?at=approvals/refund", "?at=clocks/first-reply", "/text" })
        {
            await mia.GoAsync(Draft + place);
            await BrowserHouse.AccessibleAsync(mia);
        }
        await mia.GoAsync("/manage/workflows/support/publication");
        await BrowserHouse.AccessibleAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Publish it" }).ClickAsync();
        await mia.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.AccessibleAsync(mia);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task The_picture_leads_to_the_forms_by_mouse_and_by_keyboard()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await BeginAsync(mia);
        await mia.Locator("[data-state=pending]").ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "State “Pending”" }).WaitForAsync();
        await mia.Locator("[data-step=close]").First.FocusAsync();
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Step “Close”" }).WaitForAsync();
        await mia.GetByLabel("What its button says").FillAsync("Done and over");
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Step “Done and over”" }).WaitForAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Step “Close”" }).WaitForAsync();
        Assert.Empty(browser.Faults);
    }

    private static async Task BeginAsync(IPage mia)
    {
        await mia.GoAsync("/manage/workflows/support");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Change this workflow" }).ClickAsync();
        await mia.ArriveAsync(url => url.EndsWith("/draft", StringComparison.Ordinal));
    }
}
