using System.Net;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class WhatIsNotThere : IDisposable
{
    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task An_unknown_page_and_an_unknown_method_are_the_same_page()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        await carl.SignInAsync("carl@example.com", FrontDoor.Password);
        var unknown = await carl.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "OPTIONS" })
        {
            using var request = new HttpRequestMessage(new(method), "/signout");
            var other = await Page.OfAsync(await carl.Http.SendAsync(request, TestContext.Current.CancellationToken));
            Assert.Equal((unknown.Status, unknown.Html), (other.Status, other.Html));
            Assert.Equal(Headers(unknown), Headers(other));
        }
    }

    [Theory]
    [InlineData("GET", "/desk")]
    [InlineData("GET", "/desk/tickets/1")]
    [InlineData("POST", "/desk/tickets/new")]
    [InlineData("DELETE", "/desk")]
    public async Task A_door_that_is_not_yours_is_a_page_that_does_not_exist(string method, string path)
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        await carl.SignInAsync("carl@example.com", FrontDoor.Password);
        var unknown = await carl.GetAsync("/no/such/page");
        using var request = new HttpRequestMessage(new(method), path);
        var shut = await Page.OfAsync(await carl.Http.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.NotFound, unknown.Html), (shut.Status, shut.Html));
        Assert.Equal(Headers(unknown), Headers(shut));
        if (method == "GET") Assert.StartsWith("/signin?returnUrl=", (await door.Somebody().GetAsync(path)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_and_programs_are_told_401_instead_of_being_sent_to_sign_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("X-Live", "1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await door.Somebody().Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Every_answer_says_how_safe_it_is()
    {
        foreach (var path in new[] { "/", "/signin", "/nothing", "/account" })
        {
            var answer = (await door.Somebody().GetAsync(path)).Answer;
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        }
        Assert.True((await door.Somebody().GetAsync("/signin")).Answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public void Each_trouble_has_its_status()
    {
        Assert.Equal(409, Errors.StatusOf(new WriteConflictException(new InvalidOperationException())));
        Assert.Equal(413, Errors.StatusOf(new BadHttpRequestException("too large", 413)));
        foreach (var code in new[] { 5, 6, 8, 10, 13, 14 })
            Assert.Equal(503, Errors.StatusOf(new InvalidOperationException("outer", new SqliteException("trouble", code))));
        Assert.Equal(500, Errors.StatusOf(new SqliteException("no such table", 1)));
        Assert.Equal(500, Errors.StatusOf(new InvalidOperationException()));
    }

    [Theory]
    [InlineData("http://localhost:5080", "", false)]
    [InlineData("http://127.0.0.1:5080;http://[::1]:5080", "", false)]
    [InlineData("http://0.0.0.0:5080", "", true)]
    [InlineData("http://*:5080", "", true)]
    [InlineData("http://localhost:5080;http://192.168.0.7:5080", "", true)]
    [InlineData("http://[::]:5080", "", true)]
    [InlineData("http://0.0.0.0:5080", "chosen", false)]
    public void The_demo_stays_on_this_machine_unless_it_has_a_password(string urls, string password, bool refused)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();
        var refusal = SecurityDemo.Refusal(configuration, new Settings { Demo = true, DemoPassword = password }, new HostingEnvironment());
        Assert.Equal(refused, refusal is not null);
    }

    [Fact]
    public async Task A_form_that_was_open_too_long_keeps_what_was_typed_but_no_secret()
    {
        await door.HasAsync("carl@example.com");
        var carl = door.Somebody();
        await carl.SignInAsync("carl@example.com", FrontDoor.Password);
        carl.Http.DefaultRequestHeaders.Add("Origin", "https://localhost");
        var page = await carl.PostAsync("/account", ("name", "Carl with a <b>long</b> name"), ("__RequestVerificationToken", "old"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Carl with a &lt;b&gt;long&lt;/b&gt; name", page.Html, StringComparison.Ordinal);
        Assert.Contains("Send it again", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("kept secret", (await carl.PostAsync("/account/password", ("password", "kept secret"))).Html, StringComparison.Ordinal);

        carl.Http.DefaultRequestHeaders.Remove("Origin");
        carl.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.DoesNotContain("Send it again", (await carl.PostAsync("/account", ("name", "Mallory was here"))).Html, StringComparison.Ordinal);
    }

    private static string Headers(Page page) => string.Join('\n', page.Answer.Headers.Concat(page.Answer.Content.Headers)
        .Where(header => header.Key != "Date").OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
}
