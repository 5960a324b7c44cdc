using System.Net;
using HelpDesk.Domain.Accounts;
using HelpDesk.Tests.House;
using HelpDesk.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.SignIn;

/// <summary>Carl is known by a request only: he never made an account.</summary>
public sealed class MailedInCustomersConfirming : IAsyncLifetime
{
    private const string Carl = "carl.at.home@example.com";
    private const string Subject = "The lamp in the hall flickers";
    private const string Password = "three plain words";

    private readonly TestHouse house = new();
    private long number;

    public async ValueTask InitializeAsync()
    {
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var form = (await sasha.GetAsync("/desk/tickets/new")).Form("/desk/tickets");
        await form.Fill("email", Carl).Fill("name", "Carl").Fill("subject", Subject).Fill("body", "Since Monday.").SubmitAsync();
        number = await house.ReadAsync(db => db.Tickets.Select(t => t.Number).SingleAsync());
        await sasha.AssignsToSelfAsync(number);
        await sasha.DoesAsync(number, "ask", ("reply", "Which lamp is it, please?"));
        await house.SettleAsync();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Before_no_page_shows_the_request_and_no_password_helps()
    {
        var carl = house.Stranger();
        Assert.True((await (await carl.GetAsync("/register")).Form("/register").Fill("name", "Carl").Fill("email", Carl).Fill("password", Password).SubmitAsync()).IsRedirect);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await carl.GetAsync("/signin")).Form("/signin").Fill("email", Carl).Fill("password", Password).SubmitAsync()).Status);
        foreach (var path in new[] { "/", "/portal", $"/portal/tickets/{number}", "/account", $"/signin?returnUrl=/portal/tickets/{number}" })
            Assert.DoesNotContain(Subject, (await carl.GetAsync(path)).Body, StringComparison.Ordinal);
        Assert.Equal($"/signin?returnUrl=%2Fportal%2Ftickets%2F{number}", (await carl.GetAsync($"/portal/tickets/{number}")).Location);
    }

    [Fact]
    public async Task The_link_in_the_letter_leads_to_the_request_by_a_sign_in_link()
    {
        var letter = (await house.PostForAsync(Carl))[^1];
        Assert.Contains($"/portal/tickets/{number}", letter.Text, StringComparison.Ordinal);
        Assert.Contains("let us e-mail you a sign-in link", letter.Text, StringComparison.Ordinal);

        var carl = house.Stranger();
        var page = await (await carl.GetAsync($"/portal/tickets/{number}")).FollowAsync();
        Assert.True((await page.Form("/signin/letter").Fill("email", Carl).SubmitAsync()).IsRedirect);
        page = await (await carl.GetAsync(await LinkAsync(AccountLetter.SignInLink))).Form("/signin/link").SubmitAsync();
        Assert.Equal($"/portal/tickets/{number}", page.Location);
        Assert.Contains(Subject, (await page.FollowAsync()).Text, StringComparison.Ordinal);
        Assert.Contains(Subject, (await carl.GetAsync("/portal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Making_an_account_leads_to_a_password_by_a_link_and_to_the_request()
    {
        var carl = house.Stranger();
        await (await carl.GetAsync("/register")).Form("/register").Fill("name", "Carl").Fill("email", Carl).Fill("password", "typed by whomever").SubmitAsync();
        var page = await (await carl.GetAsync(await LinkAsync(AccountLetter.ResetPassword))).Form("/reset").Fill("password", Password).SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        Assert.Contains(Subject, (await (await house.SignedInAsync(Carl, Password)).GetAsync($"/portal/tickets/{number}")).Text, StringComparison.Ordinal);
        var stolen = await (await house.Stranger().GetAsync("/signin")).Form("/signin").Fill("email", Carl).Fill("password", "typed by whomever").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stolen.Status);
    }

    [Fact]
    public async Task Who_has_confirmed_the_address_is_told_no_more_how_to()
    {
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        await house.SettleAsync();
        Assert.DoesNotContain("sign-in link", (await house.PostForAsync(Cast.Carl))[^1].Text, StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync(string letter)
    {
        var mail = (await house.PostForAsync(Carl)).Last(m => m.Letter == letter);
        return AccountLinks.PathFor(letter, mail.ToPersonId, Uri.EscapeDataString(house.TokenOf(mail)));
    }
}
