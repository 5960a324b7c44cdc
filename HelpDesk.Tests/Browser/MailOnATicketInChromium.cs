using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.Incoming;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Sasha sees who is not who they claim to be, and accepts one with the keyboard; axe looks on.</summary>
public sealed class MailOnATicketInChromium
{
    [Fact]
    public async Task A_held_mail_is_told_and_accepted_where_one_reads()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var box = await LetterBox.AtAsync(house);
        var asked = await box.GetsAsync("Carl <carl@example.com>", "The printer prints stripes", "Since Monday every page has grey stripes.", "Cc: Bob <bob@example.com>");
        var number = (await box.TicketOfAsync(asked)).Number;
        await (await house.SignedInAsync(Cast.Sasha)).AssignsToSelfAsync(number);
        await house.SettleAsync();
        await box.GetsAnswerAsync(number, Cast.Carl, "Dora <dora@example.net>", "Carl sent me your mail. It is the printer on the second floor.");
        await box.GetsAnswerAsync(number, Cast.Carl, Cast.Carl, "I am away until Friday.", "Auto-Submitted: auto-replied");

        var sasha = await browser.SignedInAsync(Cast.Sasha, 390, 844);
        await sasha.GoAsync($"/desk/tickets/{number}");
        await sasha.GetByText("Held back").WaitForAsync();
        Assert.True(await sasha.GetByText("Sender not verified").IsVisibleAsync());
        await BrowserHouse.HoldsAsync(sasha);

        await sasha.Locator(".message-held button.btn-primary").FocusAsync();
        await sasha.Keyboard.PressAsync("Enter");
        await sasha.GetByText("Its sender is accepted.").WaitForAsync();
        Assert.Equal(0, await sasha.GetByText("Held back").CountAsync());
        Assert.Empty(browser.Faults);
    }
}
