using System.Net;
using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class SigningInByLink : IDisposable
{
    private const string Carl = "carl@example.com";
    private const string Fresh = "another lamp elsewhere";

    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task Its_button_signs_in_proves_the_address_and_leads_on()
    {
        await HasWrittenAsync();
        var link = await AskAsync("/account?x=1");
        Assert.Equal(AccountLetter.SignInLink, Assert.Single(await door.MailToAsync(Carl)).Letter);
        var carl = door.Somebody();
        Assert.Equal("/account?x=1", (await carl.FillAsync(link, null)).Location);
        Assert.Contains(Carl, (await carl.GetAsync("/account")).Html, StringComparison.Ordinal);
        Assert.True((await PersonAsync()).EmailConfirmed);
    }

    [Fact]
    public async Task Opening_it_changes_nothing_and_signs_nobody_in()
    {
        await HasWrittenAsync();
        var link = await AskAsync();
        var before = await PersonAsync();
        var scanner = door.Somebody();
        for (var i = 0; i < 3; i++)
        {
            using var head = await scanner.Http.SendAsync(new(HttpMethod.Head, link), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync(link)).Status);
        }
        var after = await PersonAsync();
        Assert.Equal((before.SecurityStamp, before.ConcurrencyStamp, before.EmailConfirmed), (after.SecurityStamp, after.ConcurrencyStamp, after.EmailConfirmed));
        Assert.Equal(HttpStatusCode.Redirect, (await scanner.GetAsync("/account")).Status);
        Assert.Equal("/", (await door.Somebody().FillAsync(link, null)).Location);
    }

    [Fact]
    public async Task It_works_once_and_voids_the_others_but_sessions_elsewhere_go_on()
    {
        await door.HasAsync(Carl);
        var elsewhere = door.Somebody();
        await elsewhere.SignInAsync(Carl, FrontDoor.Password);
        var (first, second) = (await AskAsync(), await AskAsync());
        var carl = door.Somebody();
        await carl.FillAsync(first, null);
        foreach (var used in new[] { first, second })
        {
            var page = await door.Somebody().GetAsync(used);
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains("href=\"/signin/letter\"", page.Html, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Of_two_windows_that_show_its_button_one_gets_in()
    {
        await door.HasAsync(Carl);
        var link = await AskAsync();
        Visitor[] windows = [door.Somebody(), door.Somebody()];
        var shown = await Task.WhenAll(windows.Select(window => window.GetAsync(link)));
        var answers = await Task.WhenAll(windows.Zip(shown, (window, page) => window.SendAsync(page, link, null)));
        Assert.Equal("/", Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect).Location);
    }

    [Fact]
    public async Task It_works_for_fifteen_minutes()
    {
        await door.HasAsync(Carl);
        var link = await AskAsync();
        door.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var page = await door.Somebody().GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        door.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_chosen_password_voids_it()
    {
        await door.HasAsync(Carl);
        var link = await AskAsync();
        await door.Somebody().FillAsync("/forgot", null, ("email", Carl));
        await door.Somebody().FillAsync((await door.MailToAsync(Carl))[^1].Path, null, ("password", Fresh));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_for_one_thing_or_person_is_none_for_another()
    {
        await door.HasAsync(Carl);
        var bob = await door.HasAsync("bob@example.com");
        var link = await AskAsync();
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync($"/signin/link?person={bob}&token={token}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link.Replace("/signin/link", "/reset", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync("/signin/link?person=nonsense&token=x")).Status);
    }

    [Fact]
    public async Task Everybody_gets_the_same_answer_and_only_active_customers_a_link()
    {
        await door.HasAsync(Carl);
        await door.HasAsync("sasha@example.com", PersonRoles.Agent | PersonRoles.Customer);
        await door.HasAsync("mia@example.com", PersonRoles.Manager);
        await door.InAsync(async (db, _) =>
        {
            var bob = new Person("Bob", "bob@example.com", PersonRoles.Customer, door.Clock.GetUtcNow());
            bob.Disable(door.Clock.GetUtcNow());
            return (await db.Users.AddAsync(bob)).Entity.Id;
        });
        foreach (var email in new[] { Carl, "nobody@example.com", "sasha@example.com", "mia@example.com", "bob@example.com" })
        {
            var answer = await door.Somebody().FillAsync("/signin/letter", null, ("email", email));
            Assert.Equal((HttpStatusCode.Redirect, "/signin/letter/sent"), (answer.Status, answer.Location));
        }
        Assert.Equal(AccountLetter.SignInLink, Assert.Single(await door.MailToAsync(Carl)).Letter);
        foreach (var email in new[] { "sasha@example.com", "mia@example.com" })
            Assert.Equal((AccountLetter.SignInByPassword, "/forgot"), Assert.Single(await door.MailToAsync(email)));
        Assert.Empty(await door.MailToAsync("bob@example.com"));
        Assert.Empty(await door.MailToAsync("nobody@example.com"));
    }

    [Fact]
    public async Task Who_is_disabled_or_became_staff_does_not_get_in_by_an_older_one()
    {
        await HasWrittenAsync();
        var link = await AskAsync();
        await ChangeAsync(person => person.TakeRoles(PersonRoles.Customer | PersonRoles.Agent));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
        await ChangeAsync(person => person.TakeRoles(PersonRoles.Customer));
        link = await AskAsync();
        await ChangeAsync(person => person.Disable(door.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
    }

    [Fact]
    public async Task Wrong_passwords_of_others_do_not_shut_out_who_reads_the_mail()
    {
        await door.HasAsync(Carl);
        for (var i = 0; i < Person.TriesBeforeLockout; i++) await door.Somebody().SignInAsync(Carl, "wrong");
        Assert.Equal("/", (await door.Somebody().FillAsync(await AskAsync(), null)).Location);
        Assert.Equal("/", (await door.Somebody().SignInAsync(Carl, FrontDoor.Password)).Location);
    }

    [Fact]
    public async Task A_password_that_a_stranger_typed_before_the_address_was_confirmed_opens_nothing_afterwards()
    {
        await door.Somebody().FillAsync("/register", null, ("name", "Carl Example"), ("email", Carl), ("password", "the password of a thief"));
        await door.Somebody().FillAsync(await AskAsync(), null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await door.Somebody().SignInAsync(Carl, "the password of a thief")).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_stays_in_the_house(string returnUrl)
    {
        await door.HasAsync(Carl);
        Assert.Equal("/", (await door.Somebody().FillAsync(await AskAsync(returnUrl), null)).Location);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_and_a_mailbox_is_not_filled()
    {
        await door.HasAsync(Carl);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await door.Somebody().FillAsync("/signin/letter", null, ("email", "carl"))).Status);
        for (var i = 0; i < 9; i++) await AskAsync();
        Assert.Equal(5, (await door.MailToAsync(Carl)).Count);
    }

    [Fact]
    public async Task Too_many_tries_have_to_wait()
    {
        using var busy = new FrontDoor { TriesAMinute = 3 };
        var stranger = busy.Somebody();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Redirect, (await stranger.FillAsync("/signin/letter", null, ("email", $"a{i}@example.com"))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.FillAsync("/signin/letter", null, ("email", "a@example.com"))).Status);
    }

    [Fact]
    public async Task It_is_offered_first_on_the_way_to_the_portal_and_second_elsewhere()
    {
        var first = (await door.Somebody().GetAsync("/signin?returnUrl=%2Fportal%2Ftickets%2F1001")).Html;
        Assert.Contains("action=\"/signin/letter\"", first, StringComparison.Ordinal);
        Assert.Contains("name=\"returnUrl\" value=\"/portal/tickets/1001\"", first, StringComparison.Ordinal);
        Assert.Contains("action=\"/signin\"", (await door.Somebody().GetAsync("/signin?returnUrl=%2Fportal&password=true")).Html, StringComparison.Ordinal);
        var second = (await door.Somebody().GetAsync("/signin?returnUrl=%2Fdesk")).Html;
        Assert.Contains("action=\"/signin\"", second, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin/letter?ReturnUrl=%2Fdesk\"", second, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_has_no_password_chooses_one_by_another_mail()
    {
        await HasWrittenAsync();
        var carl = door.Somebody();
        await carl.FillAsync(await AskAsync(), null);
        Assert.DoesNotContain("/account/password", (await carl.GetAsync("/account")).Html, StringComparison.Ordinal);
        Assert.Equal("/forgot/sent", (await carl.FillAsync("/account", "/forgot")).Location);
        await door.Somebody().FillAsync((await door.MailToAsync(Carl))[^1].Path, null, ("password", Fresh));
        Assert.Equal("/", (await carl.SignInAsync(Carl, Fresh)).Location);
        Assert.Contains("/account/password", (await carl.GetAsync("/account")).Html, StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(string returnUrl = "")
    {
        await door.Somebody().FillAsync("/signin/letter?returnUrl=" + Uri.EscapeDataString(returnUrl), null, ("email", Carl));
        return (await door.MailToAsync(Carl))[^1].Path;
    }

    /// <summary>As a first mail from an unknown address leaves him.</summary>
    private Task<PersonId> HasWrittenAsync() =>
        door.InAsync((db, _) => Task.FromResult(db.Users.Add(new Person("Carl Example", Carl, PersonRoles.Customer, door.Clock.GetUtcNow())).Entity.Id));

    private Task<bool> ChangeAsync(Action<Person> change) => door.InAsync(async (db, _) =>
    {
        change(await db.Users.SingleAsync(p => p.Email == Carl));
        return true;
    });

    private Task<Person> PersonAsync() => door.InAsync((db, _) => db.Users.AsNoTracking().SingleAsync(p => p.Email == Carl));
}
