using System.Net;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.SignIn;

public sealed class BeingInvited : IDisposable
{
    private const string Sasha = "sasha@example.com";

    private readonly FrontDoor door = new();

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task Choosing_a_password_opens_the_desk()
    {
        await InviteAsync(PersonRoles.Manager, PersonRoles.Agent);
        var (letter, link) = Assert.Single(await door.MailToAsync(Sasha));
        Assert.Equal(AccountLetter.Invitation, letter);
        var sasha = door.Somebody();
        Assert.Contains("Sasha Example", (await sasha.GetAsync(link)).Html, StringComparison.Ordinal);
        Assert.Equal("/", (await sasha.FillAsync(link, null, ("password", FrontDoor.Password))).Location);
        Assert.Equal("/desk", (await sasha.GetAsync("/")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_second_invitation_voids_the_first()
    {
        var mia = await door.HasAsync("mia@example.com", PersonRoles.Manager);
        await InviteAsync(mia, PersonRoles.Manager, PersonRoles.Agent);
        await InviteAsync(mia, PersonRoles.Manager, PersonRoles.Agent);
        var mails = await door.MailToAsync(Sasha);
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(mails[0].Path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await door.Somebody().GetAsync(mails[1].Path)).Status);
        door.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.NotFound, (await door.Somebody().GetAsync(mails[1].Path)).Status);
    }

    [Theory]
    [InlineData(PersonRoles.Manager, PersonRoles.Manager)]
    [InlineData(PersonRoles.Manager, PersonRoles.Agent | PersonRoles.Administrator)]
    [InlineData(PersonRoles.Agent, PersonRoles.Customer)]
    [InlineData(PersonRoles.Administrator, PersonRoles.None)]
    public async Task Nobody_gives_what_is_not_theirs_to_give(PersonRoles by, PersonRoles wanted)
    {
        Assert.IsType<InviteResult.Refused>(await InviteAsync(by, wanted));
        Assert.Empty(await door.MailToAsync(Sasha));
    }

    [Fact]
    public async Task Who_has_an_account_is_left_alone()
    {
        var id = await door.HasAsync(Sasha);
        Assert.Equal(new InviteResult.Known(id), await InviteAsync(PersonRoles.Administrator, PersonRoles.Agent));
        Assert.Equal(PersonRoles.Customer, await door.InAsync((db, _) => db.Users.Where(p => p.Id == id).Select(p => p.Roles).SingleAsync()));
    }

    [Fact]
    public async Task The_console_gives_links_and_says_why_not()
    {
        var verbs = door.Services.GetRequiredService<AccountVerbs>();
        var ct = TestContext.Current.CancellationToken;
        var added = await verbs.AddAsync(Sasha, "Sasha", "admin", ct);
        Assert.True(added.IsLink);
        await door.Somebody().FillAsync(new Uri(added.Text).PathAndQuery, null, ("password", FrontDoor.Password));
        Assert.Equal("/", (await door.Somebody().SignInAsync(Sasha, FrontDoor.Password)).Location);
        Assert.False((await verbs.AddAsync(Sasha, "Sasha", "agent", ct)).IsLink);
        Assert.True((await verbs.ResetAsync(Sasha, ct)).IsLink);
        Assert.False((await verbs.ResetAsync("nobody@example.com", ct)).IsLink);
    }

    private async Task<InviteResult> InviteAsync(PersonRoles by, PersonRoles wanted) =>
        await InviteAsync(await door.HasAsync("mia@example.com", by), by, wanted);

    private Task<InviteResult> InviteAsync(PersonId by, PersonRoles roles, PersonRoles wanted) => door.Services.GetRequiredService<AccountCommands>()
        .InviteAsync(Sasha, "Sasha Example", wanted, null, [], new Caller(by, roles), TestContext.Current.CancellationToken);
}
