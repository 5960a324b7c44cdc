using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflows;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>The studio by mouse and by keyboard, with axe on each of its forms.</summary>
public sealed class TheStudioInChromium
{
    private const string Draft = "/manage/workflows/support/draft";

    [Fact]
    public async Task Each_form_is_accessible()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        await browser.House.PublishJsonAsync(Refunds.Json());
        await (await browser.House.SignedInAsync(Cast.Carl)).FilesAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await BeginAsync(mia);
        await mia.GetByRole(AriaRole.Textbox, new() { Name = "Add clock: its name" }).FillAsync("First reply");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Add clock" }).ClickAsync();
        await mia.ArriveAsync(url => url.Contains("clocks/first-reply", StringComparison.Ordinal));
        foreach (var place in new[] { "", "?at=states/paid", "?at=states/paid/timers/survey", "?at=steps/propose", "?at=steps/denied", "?at=fields/reason", "?at=approvals/refund", "?at=clocks/first-reply", "/text", "/replay" })
        {
            await mia.GoAsync(Draft + place);
            await BrowserHouse.HoldsAsync(mia);
        }
        await mia.GetByRole(AriaRole.Button, new() { Name = "Play them" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "How 1 ticket comes out" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        await mia.GoAsync("/manage/workflows/support/publication");
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Publish it" }).ClickAsync();
        await mia.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);

        // What becomes of the ticket that is under way, and its form where kinds can be chosen.
        await mia.GetByLabel("What is the change for?").FillAsync("Faster first replies.");
        await mia.GetByRole(AriaRole.Radio, new() { Name = "Migrate all of them now" }).CheckAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "Look at each ticket first" }).ClickAsync();
        await mia.GetByText("1 ticket was looked at: it can be migrated").WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Publish it" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Tickets on the way to version 3" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        await browser.House.SettleAsync();
        await mia.AgainAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Done" }).WaitForAsync();
        foreach (var page in new[] { "", "/versions/3", "/versions/3?against=1", "/monitoring?version=0", "/monitoring/tickets?step=start&version=0" })
        {
            await mia.GoAsync("/manage/workflows/support" + page);
            await BrowserHouse.HoldsAsync(mia);
        }
        foreach (var page in new[] { "calendars", "calendars/new", "calendars/business", "letters", "letters/received" })
        {
            await mia.GoAsync("/manage/" + page);
            await BrowserHouse.HoldsAsync(mia);
        }
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Kinds_are_offered_chosen_and_filled_in()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        await browser.House.PublishAsync(("\"workflow\": \"support\", \"name\": \"Support\"", "\"workflow\": \"access\", \"name\": \"Access request\""),
            ("\"fields\": {", "\"fields\": { \"until\": { \"name\": \"Needed until\", \"type\": \"date\", \"setBy\": [\"customer\", \"agent\"] }, \"seats\": { \"name\": \"How many people?\", \"type\": \"number\", \"setBy\": [\"customer\", \"agent\"] },"));
        var mia = await browser.SignedInAsync(Cast.Mia);
        await mia.GoAsync("/manage/workflows/access");
        await mia.GetByLabel("Customers choose it in the portal").FocusAsync();
        await mia.Keyboard.PressAsync("Space");
        await mia.GetByLabel("Agents choose it when somebody phones").CheckAsync();
        await mia.GetByLabel("What people read beside its name").FillAsync("A new account, or more rights");
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByText("Saved. New requests follow it from now on.").WaitForAsync();

        var carl = await browser.SignedInAsync(Cast.Carl, 390, 844);
        await carl.GoAsync("/portal/tickets/new");
        await BrowserHouse.HoldsAsync(carl);
        await carl.GetByRole(AriaRole.Link, new() { Name = "Access request" }).FocusAsync();
        await carl.Keyboard.PressAsync("Enter");
        await carl.GetByLabel("How many people?").FillAsync("two");
        await BrowserHouse.HoldsAsync(carl);
        await carl.GetByLabel("Subject").FillAsync("An account for Ben");
        await carl.GetByLabel("What happened, and what do you need?").FillAsync("He begins on Monday.");
        await carl.GetByRole(AriaRole.Button, new() { Name = "Send request" }).ClickAsync();
        await carl.GetByRole(AriaRole.Alert).WaitForAsync();
        await BrowserHouse.HoldsAsync(carl);
        await carl.GetByLabel("How many people?").FillAsync("2");
        await carl.GetByRole(AriaRole.Button, new() { Name = "Send request" }).ClickAsync();
        await carl.ArriveAsync(url => System.Text.RegularExpressions.Regex.IsMatch(url, @"/portal/tickets/\d+"));
        await carl.GetByText("How many people?").WaitForAsync();
        await BrowserHouse.HoldsAsync(carl);

        var sasha = await browser.SignedInAsync(Cast.Sasha);
        await sasha.GoAsync("/desk/tickets/new?kind=access");
        await BrowserHouse.HoldsAsync(sasha);
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
        await mia.WholeAsync(); // The heading is there before the script that hears the key.
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

    [Fact]
    public async Task A_case_is_tried_by_keyboard_and_kept()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia, 390, 844);
        await BeginAsync(mia);
        await mia.GetByRole(AriaRole.Link, new() { Name = "Try it" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "What Carl files" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        foreach (var (press, then) in new[] { ("Carl files it", "Now: Open"), ("Assign", "Now: Assigned"), ("Ask the customer", "Now: Pending"), ("Jump to what is due next", "Mail “Reminder” to the customer") })
        {
            await mia.GetByRole(AriaRole.Button, new() { Name = press, Exact = true }).First.FocusAsync();
            await mia.Keyboard.PressAsync("Enter");
            await mia.GetByText(then).First.WaitForAsync();
        }
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByLabel("What it tells").FillAsync("Carl is reminded");
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByText("The scenario is kept.").WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        Assert.Empty(browser.Faults);
    }

    internal static async Task BeginAsync(IPage mia)
    {
        await mia.GoAsync("/manage/workflows/support");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Change this workflow" }).ClickAsync();
        await mia.ArriveAsync(url => url.EndsWith("/draft", StringComparison.Ordinal));
    }
}
