using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>The whole story by mouse and keyboard, with axe on every page.</summary>
public sealed class TheStoryInChromium
{
    private const string NewAddress = "carl.at.home@example.com";

    [Fact]
    public async Task Carl_Sasha_and_Mia_play_it_in_their_windows()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;

        var start = await browser.WindowAsync();
        foreach (var path in new[] { "/", "/signin", "/register", "/forgot", "/no-such-page" }) await LookAsync(start, path);

        var carl = await browser.SignedInAsync(Cast.Carl);
        await LookAsync(carl, "/portal");
        await LookAsync(carl, "/portal/tickets/new");
        await carl.Locator("[name=subject i]").FillAsync("The printer prints stripes");
        await carl.Locator("[name=body i]").FillAsync("Since Monday every page has grey stripes.\n\nThe photo shows one.");
        await carl.Locator("main form button.btn-primary").ClickAsync();
        await carl.ArriveAsync(url => System.Text.RegularExpressions.Regex.IsMatch(url, @"/portal/tickets/\d+"));
        await BrowserHouse.AccessibleAsync(carl);
        var number = await house.ReadAsync(db => db.Tickets.Select(t => t.Number).SingleAsync());

        var sasha = await browser.SignedInAsync(Cast.Sasha);
        await LookAsync(sasha, "/desk?view=unassigned");
        await sasha.Keyboard.PressAsync("j");
        await sasha.Keyboard.PressAsync("o");
        await sasha.ArriveAsync(url => url.Contains($"/desk/tickets/{number}", StringComparison.Ordinal));
        await BrowserHouse.AccessibleAsync(sasha);
        await sasha.Locator("form[action$='/assignment'] button").ClickAsync();
        await BrowserHouse.QuietAsync(sasha);
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);

        await sasha.Keyboard.PressAsync("r");
        await sasha.Keyboard.TypeAsync("Which printer is it, please?");
        await sasha.Locator($"button[formaction$='/steps/ask']").ClickAsync();
        await BrowserHouse.QuietAsync(sasha);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        await BrowserHouse.AccessibleAsync(sasha);

        await sasha.Locator("form[action*='/timers/'] button").First.ClickAsync();
        await BrowserHouse.QuietAsync(sasha);
        await house.SettleAsync();
        Assert.Contains(await house.PostForAsync(Cast.Carl), mail => mail.Letter == "reminder");

        await LookAsync(carl, $"/portal/tickets/{number}");
        await carl.Locator("textarea[name=body i]").FillAsync("The one on the second floor.");
        await carl.Locator("form[action$='/replies'] button").ClickAsync();
        await BrowserHouse.QuietAsync(carl);
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);

        // Sasha's page brings itself up to date.
        await Assertions.Expect(sasha.GetByText("The one on the second floor.").First).ToBeVisibleAsync();
        await sasha.Keyboard.PressAsync("r");
        await sasha.Keyboard.TypeAsync("We cleaned the drum. It prints well again.");
        await sasha.AgainAsync();
        Assert.Contains("We cleaned the drum.", await sasha.Locator("textarea").First.InputValueAsync());
        await ResolveAsync(sasha, number);
        Assert.Equal(Phase.Resolved, (await house.TicketAsync(number)).Phase);

        await sasha.Locator("form[action*='/timers/'] button").First.ClickAsync();
        await BrowserHouse.QuietAsync(sasha);
        await house.SettleAsync();

        var mia = await browser.SignedInAsync(Cast.Mia);
        var survey = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == "survey").Id;
        await LookAsync(mia, $"/manage/post/{survey}");
        var link = await mia.Locator("a[href*='/survey/']").First.GetAttributeAsync("href");
        await LookAsync(start, new Uri(new Uri(browser.Address), link!).PathAndQuery);
        await start.Keyboard.PressAsync("Tab");
        await start.Locator("input[name=score i][value='5']").CheckAsync(new() { Force = true });
        await start.Locator("textarea").FillAsync("Quick and friendly.");
        await start.Locator("main form button").ClickAsync();
        await start.ArriveAsync(url => url.EndsWith("/thanks", StringComparison.Ordinal));
        await BrowserHouse.AccessibleAsync(start);
        Assert.Equal((Phase.Closed, 5), ((await house.TicketAsync(number)).Phase, (await house.TicketAsync(number)).Satisfaction));

        foreach (var path in new[] { "/manage", "/manage/workflows/support", "/manage/people", "/manage/people/new", "/manage/teams", "/manage/surveys", "/manage/post", "/desk?view=all", $"/desk/tickets/{number}", "/desk/tickets/new", "/account" })
            await LookAsync(mia, path);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Somebody_new_makes_an_account_and_chooses_another_password()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var page = await browser.WindowAsync(390, 844);
        await HoldsAsync(page, "/register");
        await page.Locator("[name=name i]").FillAsync("Carl");
        await page.Locator("input[type=email]").FillAsync(NewAddress);
        await page.Locator("input[type=password]").First.FillAsync("three plain words");
        await page.Locator("main form button.btn-primary").ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/register/sent", StringComparison.Ordinal));
        await BrowserHouse.HoldsAsync(page);
        await HoldsAsync(page, await LinkAsync(house, "confirm-address"));
        await page.Locator("main form button.btn-primary").ClickAsync();
        await BrowserHouse.QuietAsync(page);

        var other = await browser.WindowAsync(390, 844);
        await HoldsAsync(other, "/forgot");
        await other.Locator("input[type=email]").FillAsync(NewAddress);
        await other.Locator("main form button.btn-primary").ClickAsync();
        await other.ArriveAsync(url => url.EndsWith("/forgot/sent", StringComparison.Ordinal));
        await BrowserHouse.HoldsAsync(other);
        await HoldsAsync(other, await LinkAsync(house, "reset-password"));
        await other.Locator("input[type=password]").First.FillAsync("four other plain words");
        await other.Locator("main form button.btn-primary").ClickAsync();
        await BrowserHouse.QuietAsync(other);
        await BrowserHouse.HoldsAsync(other);
        Assert.Empty(browser.Faults);
    }

    /// <summary>The path of the newest link of a letter to the new address.</summary>
    private static async Task<string> LinkAsync(TestHouse house, string letter)
    {
        await house.SettleAsync();
        var mail = (await house.PostForAsync(NewAddress)).Last(m => m.Letter == letter);
        return HelpDesk.Web.SignIn.AccountLinks.PathFor(letter, mail.ToPersonId, Uri.EscapeDataString(house.TokenOf(mail)));
    }

    [Fact]
    public async Task It_works_without_JavaScript()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var carl = await browser.SignedInAsync(Cast.Carl, javaScript: false);
        await carl.GoAsync("/portal/tickets/new");
        await carl.Locator("[name=subject i]").FillAsync("No scripts here");
        await carl.Locator("[name=body i]").FillAsync("It has to work all the same.");
        await carl.Locator("main form button.btn-primary").ClickAsync();
        var number = await browser.House.ReadAsync(db => db.Tickets.Select(t => t.Number).SingleAsync());

        var sasha = await browser.SignedInAsync(Cast.Sasha, javaScript: false);
        await sasha.GoAsync($"/desk/tickets/{number}");
        await sasha.Locator("form[action$='/assignment'] button").ClickAsync();
        await sasha.Locator("textarea[name=reply i]").First.FillAsync("It does.");
        await sasha.Locator("select[name='fields[resolution]']").First.SelectOptionAsync("answered");
        await sasha.Locator("button[formaction$='/steps/resolve']").ClickAsync();
        Assert.Equal(Phase.Resolved, (await browser.House.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task Every_page_holds_on_a_phone_and_in_the_dark()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var number = await house.ResolvedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await house.PassAsync(TimeSpan.FromHours(1));
        var carl = await browser.SignedInAsync(Cast.Carl);
        foreach (var path in new[] { "/portal", "/portal/tickets/new", $"/portal/tickets/{number}", "/account", await house.SurveyLinkAsync(Cast.Carl) }) await HoldsAsync(carl, path);
        var ada = await browser.SignedInAsync(Cast.Ada);
        foreach (var path in new[] { "/desk?view=all", "/desk?view=unassigned", $"/desk/tickets/{number}", "/desk/tickets/new", "/manage", "/manage/workflows/support", "/manage/people", "/manage/people/new", "/manage/teams", "/manage/surveys", "/manage/post" })
            await HoldsAsync(ada, path);
        Assert.Empty(browser.Faults);
    }

    private static async Task HoldsAsync(IPage page, string path)
    {
        await page.GoAsync(path);
        await BrowserHouse.HoldsAsync(page);
    }

    private static async Task ResolveAsync(IPage staff, long number)
    {
        var button = staff.Locator($"button[formaction$='/tickets/{number}/steps/resolve']").First;
        await button.FocusAsync();
        await button.ClickAsync();
        if (await staff.Locator("select[name='fields[resolution]']").First.IsVisibleAsync() && !await HasMovedAsync(staff))
        {
            await staff.Locator("select[name='fields[resolution]']").First.SelectOptionAsync("fixed");
            await staff.Locator($"button[formaction$='/tickets/{number}/steps/resolve']").First.ClickAsync();
        }
        await BrowserHouse.QuietAsync(staff);
    }

    private static Task<bool> HasMovedAsync(IPage staff) => staff.Locator(".chip[data-phase=resolved]").First.IsVisibleAsync();

    private static async Task LookAsync(IPage page, string path)
    {
        await page.GoAsync(path);
        await BrowserHouse.AccessibleAsync(page);
    }
}
