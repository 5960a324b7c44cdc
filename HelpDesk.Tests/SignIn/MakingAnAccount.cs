using System.Net;
using HelpDesk.Domain.Accounts;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class MakingAnAccount : IDisposable
{
    private const string Carl = "carl@example.com";

    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task A_stranger_confirms_by_mail_and_signs_in()
    {
        var carl = door.Somebody();
        Assert.Equal("/register/sent", (await RegisterAsync(carl)).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carl.SignInAsync(Carl, FrontDoor.Password)).Status);
        var (letter, link) = Assert.Single(await door.MailToAsync(Carl));
        Assert.Equal(AccountLetter.ConfirmAddress, letter);
        Assert.Equal("/signin", (await carl.FillAsync(link, null)).Location);
        Assert.Equal("/", (await carl.SignInAsync(Carl, FrontDoor.Password)).Location);
        Assert.Equal("/portal", (await carl.GetAsync("/")).Location);
    }

    [Fact]
    public async Task Opening_the_link_confirms_nothing_and_the_button_works_once()
    {
        var carl = door.Somebody();
        await RegisterAsync(carl);
        var (_, link) = Assert.Single(await door.MailToAsync(Carl));
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carl.SignInAsync(Carl, FrontDoor.Password)).Status);
        await carl.FillAsync(link, null);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync(link)).Status);
    }

    [Fact]
    public async Task The_link_works_for_a_day()
    {
        var carl = door.Somebody();
        await RegisterAsync(carl);
        var (_, link) = Assert.Single(await door.MailToAsync(Carl));
        door.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync(link)).Status);
        door.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_page_and_another_letter()
    {
        await door.HasAsync(Carl);
        var unknown = await RegisterAsync(door.Somebody(), "new@example.com");
        var known = await RegisterAsync(door.Somebody());
        Assert.Equal((unknown.Status, unknown.Location), (known.Status, known.Location));
        Assert.Equal([AccountLetter.AccountExists], (await door.MailToAsync(Carl)).Select(mail => mail.Letter));
    }

    [Fact]
    public async Task Nobody_gets_into_an_account_that_waits_by_typing_its_address_first_or_last()
    {
        await RegisterAsync(door.Somebody(), password: "the password of a thief");
        await RegisterAsync(door.Somebody());
        // The second one gets to choose anew, by a mail that only the owner of the address reads.
        var (letter, link) = (await door.MailToAsync(Carl))[^1];
        Assert.Equal(AccountLetter.ResetPassword, letter);
        Assert.Equal("/signin", (await door.Somebody().FillAsync(link, null, ("password", FrontDoor.Password))).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await door.Somebody().SignInAsync(Carl, "the password of a thief")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await door.Somebody().SignInAsync(Carl, FrontDoor.Password)).Status);
    }

    [Fact]
    public async Task A_lost_mail_is_sent_again_and_a_mailbox_is_not_filled()
    {
        for (var i = 0; i < 9; i++) await RegisterAsync(door.Somebody());
        var mails = await door.MailToAsync(Carl);
        Assert.Equal(5, mails.Count);
        Assert.All(mails, mail => Assert.Equal(AccountLetter.ConfirmAddress, mail.Letter));
    }

    [Theory]
    [InlineData("short", "at least 8 characters")]
    [InlineData("Password123", "one of the first")]
    [InlineData("12345678", "one of the first")]
    [InlineData("zzzzzzzzz", "one of the first")]
    [InlineData("Carl@Example.com", "not your name or address")]
    [InlineData("carl example", "not your name or address")]
    public async Task A_bad_password_is_refused_with_a_reason_and_what_was_typed_is_kept(string password, string reason)
    {
        var page = await RegisterAsync(door.Somebody(), password: password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(reason, page.Html, StringComparison.Ordinal);
        Assert.Contains("Carl Example", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{password}\"", page.Html, StringComparison.Ordinal);
        Assert.Empty(await door.MailToAsync(Carl));
    }

    [Theory]
    [InlineData("carl")]
    [InlineData("carl@example.com, eve@example.com")]
    [InlineData("Carl <carl@example.com>")]
    [InlineData("carl@example.com\r\nBcc: eve@example.com")]
    public async Task What_is_no_single_address_is_refused(string email) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RegisterAsync(door.Somebody(), email)).Status);

    private static Task<Page> RegisterAsync(Visitor visitor, string email = Carl, string password = FrontDoor.Password) =>
        visitor.FillAsync("/register", null, ("name", "Carl Example"), ("email", email), ("password", password));
}
