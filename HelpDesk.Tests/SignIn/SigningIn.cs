using System.Net;
using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class SigningIn : IDisposable
{
    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task The_right_password_opens_the_way_back()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        Assert.Equal("/account?x=1", (await carl.SignInAsync("CARL@example.com", FrontDoor.Password, "/account?x=1")).Location);
        Assert.Contains("carl@example.com", (await carl.GetAsync("/account")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_stays_in_the_house(string returnUrl)
    {
        await door.HasAsync("carl@example.com");
        Assert.Equal("/", (await door.Somebody().SignInAsync("carl@example.com", FrontDoor.Password, returnUrl)).Location);
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer()
    {
        await door.HasAsync("carl@example.com");
        var known = await door.Somebody().SignInAsync("carl@example.com", "something else");
        var unknown = await door.Somebody().SignInAsync("nobody@example.com", "something else");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, known.Status);
        Assert.Equal(Plain(known.Html, "carl"), Plain(unknown.Html, "nobody"));
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_account_for_five_minutes_and_nobody_is_told()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        var wrong = "";
        for (var i = 0; i < Person.TriesBeforeLockout; i++) wrong = (await carl.SignInAsync("carl@example.com", "wrong")).Html;
        var shut = await carl.SignInAsync("carl@example.com", FrontDoor.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shut.Status);
        Assert.Equal(Plain(wrong, "carl"), Plain(shut.Html, "carl"));
        door.Clock.Advance(Person.Lockout);
        Assert.Equal(HttpStatusCode.Redirect, (await carl.SignInAsync("carl@example.com", FrontDoor.Password)).Status);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        Assert.Equal(HttpStatusCode.BadRequest, (await carl.PostAsync("/signin", ("email", "carl@example.com"), ("password", FrontDoor.Password))).Status);
        Assert.StartsWith("/signin", (await carl.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_tls_and_no_script()
    {
        await door.HasAsync("carl@example.com");
        var cookies = (await door.Somebody().SignInAsync("carl@example.com", FrontDoor.Password)).Answer.Headers.GetValues("Set-Cookie");
        var session = Assert.Single(cookies, cookie => cookie.StartsWith("__Host-HelpDesk=", StringComparison.Ordinal));
        foreach (var part in new[] { "secure", "httponly", "samesite=lax", "path=/" }) Assert.Contains(part, session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_development_plain_http_signs_in_too()
    {
        using var near = new FrontDoor { Environment = "Development" };
        await near.HasAsync("carl@example.com");
        var carl = new Visitor(near.CreateClient(new() { BaseAddress = new("http://localhost"), AllowAutoRedirect = false }));
        Assert.Equal("/", (await carl.SignInAsync("carl@example.com", FrontDoor.Password)).Location);
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_lost_role_or_a_disabled_account_ends_the_session_at_the_next_click()
    {
        var id = await door.HasAsync("sasha@example.com", PersonRoles.Agent);
        var sasha = door.Somebody();
        await sasha.SignInAsync("sasha@example.com", FrontDoor.Password);
        Assert.Equal(HttpStatusCode.OK, (await sasha.GetAsync("/account")).Status);
        await door.InAsync(async (db, _) =>
        {
            (await db.Users.SingleAsync(p => p.Id == id)).TakeRoles(PersonRoles.Customer);
            return true;
        });
        Assert.Equal(HttpStatusCode.Redirect, (await sasha.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Another_process_is_believed_within_seconds()
    {
        var id = await door.HasAsync("sasha@example.com", PersonRoles.Agent);
        var sasha = door.Somebody();
        await sasha.SignInAsync("sasha@example.com", FrontDoor.Password);
        await sasha.GetAsync("/account");
        // Past the seam, as another node's write would be.
        await door.InAsync((db, _) => db.Users.Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.SecurityStamp, "other")));
        door.Clock.Advance(Web.SignIn.Sessions.Memory);
        Assert.Equal(HttpStatusCode.Redirect, (await sasha.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        await carl.SignInAsync("carl@example.com", FrontDoor.Password);
        Assert.Equal("/signin", (await carl.FillAsync("/account", "/signout")).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await carl.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Too_many_tries_have_to_wait_and_are_told_how_long()
    {
        using var busy = new FrontDoor { TriesAMinute = 3 };
        var stranger = busy.Somebody();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.SignInAsync($"a{i}@example.com", "x")).Status);
        var refused = await stranger.SignInAsync("a@example.com", "x");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Answer.Headers.RetryAfter?.Delta);
        Assert.Contains("A little slower, please", refused.Html, StringComparison.Ordinal);
    }

    private static string Plain(string html, string name) => System.Text.RegularExpressions.Regex.Replace(html, "value=\"CfDJ[^\"]*\"", "").Replace(name, "", StringComparison.Ordinal);
}
