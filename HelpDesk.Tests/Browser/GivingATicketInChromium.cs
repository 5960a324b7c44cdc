using HelpDesk.Domain.Accounts;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Whom the page offered is gone when the form comes: it says so where it was chosen, and keeps what was typed; axe looks on.</summary>
public sealed class GivingATicketInChromium
{
    [Fact]
    public async Task Somebody_who_is_gone_meanwhile_is_refused_where_they_were_chosen()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        var sasha = await browser.SignedInAsync(Cast.Sasha);
        await sasha.GoAsync($"/desk/tickets/{number}");
        var form = sasha.Locator("details").Filter(new() { Has = sasha.Locator("form[action$='/steps/assign']") });
        await form.Locator("summary").ClickAsync();
        var (tom, ada) = (await house.CallerAsync(Cast.Tom), await house.CallerAsync(Cast.Ada));
        await form.Locator("select").First.SelectOptionAsync(new[] { tom.Id.ToString() });
        Assert.Equal(StaffAnswer.Done, await house.Services.GetRequiredService<StaffCommands>().DisableAsync(tom.Id, null, ada, CancellationToken.None));
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await sasha.GetByText("Choose somebody from the list.").First.WaitForAsync();
        Assert.True(await form.EvaluateAsync<bool>("details => details.open"));
        await BrowserHouse.HoldsAsync(sasha);
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
        Assert.Empty(browser.Faults);
    }
}
