using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Web.Manage.Post;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HelpDesk.Tests.Manage;

public sealed class ShowingALetter
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Its_token_is_masked()
    {
        var shown = Shown(demo: false).Of(Written())!;
        Assert.Equal("Open https://help.example.com/survey/••• now.", shown.Text);
        Assert.DoesNotContain("secret", shown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(OutboxMail.TokenMark, shown.Html, StringComparison.Ordinal);
        Assert.Empty(Shown(demo: false).Links(shown));
    }

    [Fact]
    public void In_the_demo_its_token_is_put_in_and_its_links_lead_into_the_product()
    {
        var shown = Shown(demo: true).Of(Written())!;
        Assert.Equal("Open https://help.example.com/survey/secret now.", shown.Text);
        Assert.Equal(["/survey/secret"], Shown(demo: true).Links(shown));
    }

    [Fact]
    public void In_the_demo_a_token_whose_keys_are_gone_is_masked_and_no_link()
    {
        var shown = Shown(demo: true).Of(Written("of other keys"))!;
        Assert.Contains(ShownLetter.Mask, shown.Text, StringComparison.Ordinal);
        Assert.Empty(Shown(demo: true).Links(shown));
    }

    [Theory]
    [InlineData("See https://help.example.com.evil.example/x and http://help.example.com/x")]
    [InlineData("See https://evil.example/?https://help.example.com/x")]
    [InlineData("javascript:alert(1)")]
    public void Addresses_of_others_are_no_links(string text) =>
        Assert.Empty(Shown(demo: true).Links(new("", text, "")));

    [Fact]
    public void A_letter_that_is_not_written_shows_nothing() => Assert.Null(Shown(demo: true).Of(Mail("sealed:secret")));

    private static OutboxMail Written(string sealedToken = "sealed:secret")
    {
        var mail = Mail(sealedToken);
        mail.Write("How did we do?", "Open https://help.example.com/survey/%TOKEN% now.", "<a href=\"https://help.example.com/survey/%TOKEN%\">Open</a>");
        return mail;
    }

    private static OutboxMail Mail(string sealedToken) =>
        OutboxMail.ForAccount("survey", new Person("Carl", "carl@example.com", PersonRoles.Customer, At), sealedToken, At);

    private static ShownLetter Shown(bool demo) =>
        new(new Settings { BaseUrl = "https://help.example.com", Demo = demo }, new Place(), new Seal());

    private sealed class Seal : ITokenSeal
    {
        private const string Mark = "sealed:";
        string ITokenSeal.Seal(string token) => Mark + token;
        public string? Open(string sealedToken) => sealedToken.StartsWith(Mark, StringComparison.Ordinal) ? sealedToken[Mark.Length..] : null;
    }

    private sealed class Place : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";
        public string ApplicationName { get; set; } = "HelpDesk";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
