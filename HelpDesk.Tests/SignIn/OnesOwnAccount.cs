using System.Net;
using HelpDesk.Domain.Accounts;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class OnesOwnAccount : IDisposable
{
    private const string Carl = "carl@example.com";
    private const string Fresh = "another lamp elsewhere";

    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task A_new_name_and_zone_show_at_once_and_over_posted_fields_change_nothing()
    {
        var carl = await InAsync();
        await carl.FillAsync("/account", "/account", ("name", "Carl the Second"), ("timezone", "Asia/Kathmandu"), ("roles", "15"), ("email", "x@example.com"));
        var page = (await carl.GetAsync("/account")).Html;
        Assert.Contains("Carl the Second", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Asia/Kathmandu\" selected", page, StringComparison.Ordinal);
        Assert.Contains(Carl, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carl.FillAsync("/account", "/account", ("name", " "))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carl.FillAsync("/account", "/account", ("name", "Carl"), ("timezone", "Moon/Base"))).Status);
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_present_one_and_ends_the_other_sessions()
    {
        var carl = await InAsync();
        var elsewhere = door.Somebody();
        await elsewhere.SignInAsync(Carl, FrontDoor.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(carl, "wrong")).Status);
        Assert.Equal("/account", (await ChangeAsync(carl, FrontDoor.Password)).Location);
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).Status);
        Assert.Equal([AccountLetter.PasswordChanged], (await door.MailToAsync(Carl)).Select(mail => mail.Letter));
        Assert.Equal("/", (await door.Somebody().SignInAsync(Carl, Fresh)).Location);
    }

    [Fact]
    public async Task Signing_out_everywhere_does()
    {
        var carl = await InAsync();
        var elsewhere = door.Somebody();
        await elsewhere.SignInAsync(Carl, FrontDoor.Password);
        Assert.Equal("/signin", (await carl.FillAsync("/account", "/account/sessions/end")).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await carl.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).Status);
    }

    private static Task<Page> ChangeAsync(Visitor visitor, string present) =>
        visitor.FillAsync("/account", "/account/password", ("password", present), ("newpassword", Fresh));

    private async Task<Visitor> InAsync()
    {
        await door.HasAsync(Carl);
        var carl = door.Somebody();
        await carl.SignInAsync(Carl, FrontDoor.Password);
        return carl;
    }
}
