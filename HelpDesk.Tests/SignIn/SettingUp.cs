using System.Net;
using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class SettingUp : IDisposable
{
    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task The_code_makes_one_administrator_and_the_page_is_gone()
    {
        var code = await OfferAsync();
        var ada = door.Somebody();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SetUpAsync(ada, "WRNG-WRNG-WRNG-WRNG")).Status);
        Assert.Equal("/", (await SetUpAsync(ada, code!.ToLowerInvariant())).Location);
        Assert.Equal("/desk", (await ada.GetAsync("/")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/setup")).Status);
        Assert.Null(await OfferAsync());
    }

    [Fact]
    public async Task A_new_start_has_a_new_code_and_keeps_a_hash_only()
    {
        var old = await OfferAsync();
        var code = await OfferAsync();
        Assert.NotEqual(old, code);
        var kept = await door.InAsync((db, _) => db.SetupCodes.Select(c => c.Hash).SingleAsync());
        Assert.DoesNotContain(code!.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SetUpAsync(door.Somebody(), old!)).Status);
    }

    [Fact]
    public async Task Where_somebody_is_administrator_there_is_nothing_to_set_up()
    {
        await OfferAsync();
        await door.HasAsync("ada@example.com", PersonRoles.Administrator);
        Assert.Null(await OfferAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync("/setup")).Status);
    }

    private Task<string?> OfferAsync() => door.Services.GetRequiredService<AccountCommands>().OfferSetupAsync(wanted: true, TestContext.Current.CancellationToken);

    private static Task<Page> SetUpAsync(Visitor visitor, string code) =>
        visitor.FillAsync("/setup", null, ("code", code), ("name", "Ada"), ("email", "ada@example.com"), ("password", FrontDoor.Password));
}
