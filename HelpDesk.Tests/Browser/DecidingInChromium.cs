using HelpDesk.Domain.Reactions;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflows;
using HelpDesk.Workflow;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Mia decides by her link, and Ada at the desk by keyboard; axe looks on.</summary>
public sealed class DecidingInChromium
{
    [Fact]
    public async Task A_refund_is_agreed_to()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        await house.PublishJsonAsync(Refunds.Json());
        var number = await Refunds.ProposedAsync(house, await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));

        var mia = await browser.WindowAsync(390, 844);
        await mia.GoAsync(await Refunds.LinkAsync(house, Cast.Mia));
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "I do not agree" }).ClickAsync();
        await mia.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "I agree", Exact = true }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Thank you: you have agreed" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);

        var ada = await browser.SignedInAsync(Cast.Ada);
        await ada.GoAsync("/desk?view=consent");
        await BrowserHouse.HoldsAsync(ada);
        await ada.GoAsync($"/desk/tickets/{number}");
        await BrowserHouse.HoldsAsync(ada);
        await ada.GetByLabel("Why?").FocusAsync();
        await ada.Keyboard.TypeAsync("Our mistake.");
        await ada.Keyboard.PressAsync("Tab");
        await ada.Keyboard.PressAsync("Enter");
        await ada.GetByText("You have agreed.").WaitForAsync();
        await BrowserHouse.HoldsAsync(ada);
        Assert.Equal("paid", (await house.TicketAsync(number)).State);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Carl_is_asked_in_the_portal()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        await house.PublishJsonAsync(Refunds.Json(Refunds.ByTheCustomer));
        var number = await Refunds.ProposedAsync(house, await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var carl = await browser.SignedInAsync(Cast.Carl, 390, 844);
        await carl.GoAsync($"/portal/tickets/{number}");
        await BrowserHouse.HoldsAsync(carl);
        await carl.GetByRole(AriaRole.Button, new() { Name = "I agree", Exact = true }).ClickAsync();
        await carl.GetByText("Thank you. We have been told.").WaitForAsync();
        Assert.Equal(Phase.Resolved, (await house.TicketAsync(number)).Phase);
        Assert.Single(await house.PostForAsync(Cast.Carl), mail => mail.Letter == Reactions.ApprovalLetter);
        Assert.Empty(browser.Faults);
    }
}
