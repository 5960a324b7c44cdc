using HelpDesk.Domain.Post;
using HelpDesk.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>After a restore Ada sees what is kept back and lets it leave; axe looks on.</summary>
public sealed class HeldPostInChromium
{
    [Fact]
    public async Task Ada_sees_what_is_kept_back_and_sends_it()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await house.AssignedTicketAsync(carl, sasha);
        await house.Services.GetRequiredService<PostCommands>().HoldAsync(CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.AssignedTicketAsync(carl, sasha);

        var ada = await browser.SignedInAsync(Cast.Ada);
        await ada.GoAsync("/manage/post");
        await BrowserHouse.HoldsAsync(ada);
        var held = ada.Locator("tbody tr").Filter(new() { HasText = "Kept back" });
        Assert.Equal(1, await held.CountAsync());
        await held.GetByRole(AriaRole.Link).First.ClickAsync();
        await ada.ArriveAsync(url => !url.EndsWith("/manage/post", StringComparison.Ordinal));
        await ada.GetByText("It is kept back since a backup was restored").WaitForAsync();
        Assert.Equal(0, await ada.GetByText("Next try").CountAsync());
        await BrowserHouse.HoldsAsync(ada);

        await ada.GoAsync("/manage/post");
        // By keyboard, and without a word of script.
        await ada.GetByText("Never send them").FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(ada);
        await ada.GetByText("Never send them").ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Send them all" }).ClickAsync();
        await ada.GetByRole(AriaRole.Heading, new() { Name = "Mail is kept back" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(0, await held.CountAsync());
        await BrowserHouse.HoldsAsync(ada);
        Assert.Empty(browser.Faults);
    }
}
