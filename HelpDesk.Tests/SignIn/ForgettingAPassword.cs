using System.Net;
using HelpDesk.Domain.Accounts;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class ForgettingAPassword : IDisposable
{
    private const string Carl = "carl@example.com";
    private const string Fresh = "another lamp elsewhere";

    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task The_link_changes_the_password_ends_every_session_and_is_used_up()
    {
        await door.HasAsync(Carl);
        var elsewhere = door.Somebody();
        await elsewhere.SignInAsync(Carl, FrontDoor.Password);
        var link = await AskAsync();
        Assert.Equal("/signin", (await door.Somebody().FillAsync(link, null, ("password", Fresh))).Location);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await door.Somebody().SignInAsync(Carl, FrontDoor.Password)).Status);
        Assert.Equal("/", (await door.Somebody().SignInAsync(Carl, Fresh)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
        Assert.Equal(AccountLetter.PasswordChanged, (await door.MailToAsync(Carl))[^1].Letter);
    }

    [Fact]
    public async Task The_link_works_for_an_hour()
    {
        await door.HasAsync(Carl);
        var link = await AskAsync();
        door.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_for_one_thing_or_person_is_none_for_another()
    {
        await door.HasAsync(Carl);
        var bob = await door.HasAsync("bob@example.com");
        var link = await AskAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(link.Replace("/reset", "/invitation", StringComparison.Ordinal))).Status);
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync($"/reset?person={bob}&token={token}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync("/reset?person=nonsense&token=x")).Status);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_page_and_no_letter()
    {
        await door.HasAsync(Carl);
        var known = await door.Somebody().FillAsync("/forgot", null, ("email", Carl));
        var unknown = await door.Somebody().FillAsync("/forgot", null, ("email", "nobody@example.com"));
        Assert.Equal((known.Status, known.Location), (unknown.Status, unknown.Location));
        Assert.Empty(await door.MailToAsync("nobody@example.com"));
    }

    [Fact]
    public async Task A_customer_who_phoned_gets_in_by_the_same_way()
    {
        await door.InAsync((db, _) => Task.FromResult(db.Users.Add(new Person("Carl Example", Carl, PersonRoles.Customer, door.Clock.GetUtcNow())).Entity.Id));
        await door.Somebody().FillAsync(await AskAsync(), null, ("password", Fresh));
        Assert.Equal("/", (await door.Somebody().SignInAsync(Carl, Fresh)).Location);
    }

    private async Task<string> AskAsync()
    {
        await door.Somebody().FillAsync("/forgot", null, ("email", Carl));
        return (await door.MailToAsync(Carl))[^1].Path;
    }
}
