using System.Collections.Concurrent;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Fetching;

/// <summary>OAuth 2 against a provider of the test's own.</summary>
public sealed class GettingAccessTokens : IAsyncLifetime
{
    private readonly TestHouse house = new();
    private readonly ConcurrentQueue<Dictionary<string, string>> asked = [];
    private readonly string address = $"http://127.0.0.1:{Ports.Free()}";
    private Func<int, (int Status, object Answer)> answers = number => (200, new { access_token = $"token-{number}", expires_in = 3600 });
    private WebApplication provider = null!;

    private AccessTokens Tokens => house.Services.GetRequiredService<AccessTokens>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        provider = builder.Build();
        provider.MapPost("/token", async (HttpRequest request) =>
        {
            asked.Enqueue((await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()));
            var (status, answer) = answers(asked.Count);
            return Results.Json(answer, statusCode: status);
        });
        await provider.StartAsync();
        await house.GetCastAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await house.DisposeAsync();
    }

    [Fact]
    public async Task A_program_of_its_own_asks_once_and_anew_before_the_token_ends()
    {
        var mailbox = await MailboxAsync(MailboxLogin.ClientCredentials);
        Assert.Equal("token-1", await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
        Assert.Equal("token-1", await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
        Assert.Equal(new Dictionary<string, string> { ["client_id"] = "app", ["client_secret"] = "app-secret", ["grant_type"] = "client_credentials", ["scope"] = "mail" }, Assert.Single(asked));

        house.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("token-2", await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
        Tokens.Forget(mailbox);
        Assert.Equal("token-3", await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refresh_token_that_is_given_in_place_of_another_is_kept_and_the_connection_goes_on()
    {
        answers = number => (200, new { access_token = $"token-{number}", expires_in = 3600, refresh_token = $"refresh-{number}" });
        var mailbox = await MailboxAsync(MailboxLogin.RefreshToken);
        await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken);
        var renewed = await house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync());
        Assert.Equal(("refresh-1", mailbox.Revision), (house.Services.GetRequiredService<ITokenSeal>().Open(renewed.Line.SealedRefreshToken!), renewed.Revision));

        house.Clock.Advance(TimeSpan.FromHours(1));
        await Tokens.ForAsync(renewed, TestContext.Current.CancellationToken);
        Assert.Equal(["refresh-0", "refresh-1"], asked.Select(form => form["refresh_token"]));
    }

    [Fact]
    public async Task One_that_was_typed_while_the_provider_was_asked_stays()
    {
        var mailbox = await MailboxAsync(MailboxLogin.RefreshToken);
        var mailboxes = house.Services.GetRequiredService<MailboxCommands>();
        Assert.IsType<MailboxAnswer.Done>(await mailboxes.SaveAsync(mailbox.Id, mailbox.Revision, new(mailbox.Address, mailbox.TeamId, null, mailbox.Line, null) { RefreshToken = "typed" }, TestContext.Current.CancellationToken));
        answers = number => (200, new { access_token = $"token-{number}", expires_in = 3600, refresh_token = $"refresh-{number}" });
        await Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken);
        Assert.Equal("refresh-0", Assert.Single(asked)["refresh_token"]);
        var kept = await house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync());
        Assert.Equal("typed", house.Services.GetRequiredService<ITokenSeal>().Open(kept.Line.SealedRefreshToken!));
    }

    [Theory]
    [InlineData("invalid_grant", "“127.0.0.1” says that the permission was withdrawn or ran out: sign in again, and type the new refresh token.")]
    [InlineData("invalid_client", "“127.0.0.1” does not accept the client id or its secret. A secret may have run out.")]
    [InlineData("refresh-0 is unknown", "“127.0.0.1” gave no token (status 400).")]
    public async Task A_refusal_is_said_in_words_and_repeats_nothing_that_was_sent(string error, string sentence)
    {
        answers = _ => (400, new { error, error_description = "The token refresh-0 of app-secret is no good." });
        var mailbox = await MailboxAsync(MailboxLogin.RefreshToken);
        var trouble = await Assert.ThrowsAsync<LineTroubleException>(() => Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
        Assert.Equal(sentence, trouble.Message);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_in_words()
    {
        var mailbox = await MailboxAsync(MailboxLogin.ClientCredentials);
        await provider.StopAsync(TestContext.Current.CancellationToken);
        var trouble = await Assert.ThrowsAsync<LineTroubleException>(() => Tokens.ForAsync(mailbox, TestContext.Current.CancellationToken));
        Assert.StartsWith("“127.0.0.1” gave no token: it cannot be reached", trouble.Message, StringComparison.Ordinal);
    }

    private async Task<Mailbox> MailboxAsync(MailboxLogin login)
    {
        var team = await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync());
        var line = new MailboxLine { Host = "imap.acme.test", User = "help@acme.test", Login = login, TokenAddress = $"{address}/token", ClientId = "app", Scope = "mail" };
        await house.Services.GetRequiredService<MailboxCommands>().SaveAsync(null, null, new("help@acme.test", team, null, line, null) { ClientSecret = "app-secret", RefreshToken = "refresh-0" }, CancellationToken.None);
        return await house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync());
    }
}
