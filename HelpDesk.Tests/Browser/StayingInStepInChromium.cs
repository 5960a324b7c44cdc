using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>What a page offers keeps in step with its ticket, what has just happened is seen, and what was sent is not offered again.</summary>
public sealed class StayingInStepInChromium
{
    [Fact]
    public async Task The_composer_offers_what_can_be_done_now_and_the_notice_is_in_view()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var (carl, colleague) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync(body: string.Join('\n', Enumerable.Repeat("Since Monday every page has grey stripes.", 60)));
        var sasha = await browser.SignedInAsync(Cast.Sasha);
        await sasha.GoAsync($"/desk/tickets/{number}");
        var resolves = sasha.Locator("#reply button[data-step=resolve]");
        Assert.Equal(0, await resolves.CountAsync());

        // Somebody chose the note, and it stays chosen; what is being written is left alone.
        await sasha.GetByRole(AriaRole.Link, new() { Name = "Note", Exact = true }).ClickAsync();
        await sasha.Locator("h1").ClickAsync();
        await colleague.AssignsToSelfAsync(number);
        await resolves.First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.True(await sasha.Locator("#note").IsVisibleAsync());
        Assert.False(await sasha.Locator("#reply").IsVisibleAsync());

        await sasha.Keyboard.PressAsync("r");
        await sasha.Locator("#reply-text").FillAsync("Which printer is it?");
        await sasha.Locator("#reply button[data-step='-']").ClickAsync();
        var notice = sasha.Locator(".notice-page");
        await notice.WaitForAsync();
        var box = (await notice.BoundingBoxAsync())!;
        Assert.InRange(box.Y, 0, sasha.ViewportSize!.Height - box.Height);
        Assert.True(await sasha.EvaluateAsync<int>("Math.round(scrollY)") > 0, "The page is not scrolled, so it shows nothing.");
        await BrowserHouse.HoldsAsync(sasha);

        await sasha.GetByText("Add somebody").ClickAsync();
        await sasha.GetByLabel("Mail address").FillAsync(Cast.Carl);
        await sasha.GetByRole(AriaRole.Button, new() { Name = "Add follower" }).ClickAsync();
        var refusal = sasha.GetByText("It is the customer, who gets everything already.");
        await refusal.WaitForAsync();
        Assert.True(await refusal.IsVisibleAsync());
        Assert.Equal(Cast.Carl, await sasha.GetByLabel("Mail address").InputValueAsync());
        await BrowserHouse.HoldsAsync(sasha);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Who_goes_back_to_a_form_that_was_taken_finds_it_empty_and_after_a_refusal_as_it_was()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var carl = await browser.SignedInAsync(Cast.Carl, ownTime: true);
        await carl.GoAsync("/portal/tickets/new");
        var (subject, body) = (carl.Locator("#subject"), carl.Locator("#body"));
        await subject.FillAsync("The printer prints stripes");
        await carl.EvaluateAsync("document.querySelector('#subject').form.noValidate = true");
        await carl.Locator("main form button.btn-primary").ClickAsync();
        await carl.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await carl.GoBackAsync();
        Assert.Equal("The printer prints stripes", await subject.InputValueAsync());

        await body.FillAsync("Since Monday every page has grey stripes.");
        await carl.Locator("main form button.btn-primary").ClickAsync();
        await carl.GetByRole(AriaRole.Heading, new() { Name = "The printer prints stripes" }).WaitForAsync();
        await carl.GoBackAsync();
        // The browser fills it in, and then it is emptied.
        await carl.WaitForFunctionAsync("!document.querySelector('#subject').value && !document.querySelector('#body').value");

        // What is typed where something was taken before is new: it is there after a look at another page.
        await subject.FillAsync("The lamp flickers");
        await carl.GoAsync("/portal");
        await carl.GoBackAsync();
        await carl.WaitForFunctionAsync("performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
        Assert.Equal("The lamp flickers", await subject.InputValueAsync());

        var sasha = await browser.SignedInAsync(Cast.Sasha, ownTime: true);
        await sasha.GoAsync("/desk/tickets/1001");
        await sasha.Locator("#reply-text").FillAsync("Which printer is it?");
        await sasha.Locator("#reply button[data-step='-']").ClickAsync();
        await sasha.GetByText("Your reply is on its way").WaitForAsync();
        await sasha.WholeAsync();
        await sasha.Locator("#reply-text").FillAsync("And on which floor?");
        await sasha.GoAsync("/desk");
        await sasha.GoBackAsync();
        await sasha.WaitForFunctionAsync("performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
        Assert.Equal("And on which floor?", await sasha.Locator("#reply-text").InputValueAsync());
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Every_letter_can_be_typed_into_the_draft_as_text_and_none_is_lost()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await mia.GoAsync("/manage/workflows/support");
        await mia.Locator("form[action$='/draft'] button").First.ClickAsync();
        await mia.ArriveAsync(url => url.EndsWith("/draft", StringComparison.Ordinal));
        await mia.GoAsync("/manage/workflows/support/draft/text");
        var editor = mia.Locator(".cm-content");
        await editor.ClickAsync();
        await mia.Keyboard.PressAsync("Control+a");
        await mia.Keyboard.PressAsync("Delete");
        const string All = "abcdefghijklmnopqrstuvwxyz/?!";
        await mia.Keyboard.TypeAsync(All);
        Assert.Equal(All, (await editor.InnerTextAsync()).Trim());

        // Ada throws the draft away meanwhile; what Mia typed is not lost.
        var ada = await browser.House.SignedInAsync(Cast.Ada);
        await (await ada.GetAsync("/manage/workflows/support/draft")).Form("/manage/workflows/support/draft/discard").SubmitAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "This draft is not there any more" }).WaitForAsync();
        Assert.Equal(All, await mia.GetByLabel("json").InputValueAsync());
        await BrowserHouse.HoldsAsync(mia);
        Assert.Empty(browser.Faults);
    }
}
