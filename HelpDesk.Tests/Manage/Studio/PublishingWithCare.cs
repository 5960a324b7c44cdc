using System.Net;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>A second manager's approval, and one team before all.</summary>
public sealed class PublishingWithCare
{
    private const string Workflow = "/manage/workflows/support";
    private const string Draft = $"{Workflow}/draft";
    private const string Publication = $"{Workflow}/publication";

    [Fact]
    public async Task Another_manager_approves_what_was_proposed_and_nobody_their_own()
    {
        await using var house = new TestHouse();
        var (mia, ada) = (await BegunAsync(house, Cast.Mia), await house.SignedInAsync(Cast.Ada));
        // Only an administrator makes the rule.
        Assert.False((await mia.GetAsync(Workflow)).HasForm($"{Workflow}/rule"));
        await (await ada.GetAsync(Workflow)).Form($"{Workflow}/rule").Tick("needsSecond", "true").SubmitAsync();
        await AddAsync(mia, "fields", "Printer");

        var asked = await ProposeAsync(mia, "Which printer it is.");
        Assert.Contains("You proposed to publish it", asked.Text);
        Assert.False(asked.HasForm($"{Publication}/approval"));
        Assert.DoesNotContain("Ask another manager", asked.Text);
        Assert.Equal(1, await VersionsAsync(house));
        Assert.IsType<Domain.Workflows.Publication.NeedsSecond>(await house.Services.GetRequiredService<WorkflowPublishing>().ApproveAsync("support", await RevisionAsync(house), _ => true, await IdAsync(house, Cast.Mia), default));
        Assert.Contains("Mia Tanaka proposes to publish a draft of “support”", (await ada.GetAsync("/manage")).Text);
        Assert.DoesNotContain("proposes to publish", (await mia.GetAsync("/manage")).Text);

        // Declined with a reason; changed; proposed anew; changed again behind the approver's back; and at last approved.
        var declined = await (await ada.GetAsync(Publication)).Form($"{Publication}/refusal").Fill("why", "Customers may not know it.").SubmitAsync();
        Assert.True(declined.IsRedirect);
        Assert.Contains("Ada Novak declined it: Customers may not know it.", (await mia.GetAsync(Publication)).Text);
        await ProposeAsync(mia, "Which printer it is, if they know.");
        var stale = (await ada.GetAsync(Publication)).Form($"{Publication}/approval");
        await AddAsync(mia, "fields", "Floor");
        Assert.Contains("The draft was changed since it was proposed", (await (await stale.SubmitAsync()).FollowAsync()).Text);
        Assert.Contains("The proposal no longer stands", (await ada.GetAsync(Publication)).Text);
        Assert.Equal(1, await VersionsAsync(house));
        await ProposeAsync(mia, "Which printer, and where.");
        await (await ada.GetAsync(Publication)).Form($"{Publication}/approval").SubmitAsync();
        Assert.Equal(2, await VersionsAsync(house));
        Assert.Equal((await IdAsync(house, Cast.Mia), await IdAsync(house, Cast.Ada)), await house.ReadAsync(async db =>
        {
            var version = await db.WorkflowVersions.AsNoTracking().SingleAsync(v => v.Number == 2);
            return (version.PublishedBy!.Value, version.ApprovedBy!.Value);
        }));
        Assert.Contains("approved by Ada Novak", (await mia.GetAsync(Workflow)).Text);
        Assert.Equal(0, await house.ReadAsync(db => db.PublicationProposals.CountAsync()));
    }

    [Fact]
    public async Task Who_comes_too_late_is_told_so_and_gets_back_what_was_typed()
    {
        await using var house = new TestHouse();
        var (mia, ada) = (await BegunAsync(house, Cast.Mia), await house.SignedInAsync(Cast.Ada));
        await AddAsync(mia, "fields", "Printer");
        var publication = (await ada.GetAsync(Publication)).Form(Publication).Fill("reason", "Which printer it is.");
        var part = (await ada.GetAsync($"{Draft}?at=fields/printer")).Form($"{Draft}/parts/fields/printer").Fill("name", "The broken printer");
        var text = (await ada.GetAsync($"{Draft}/text")).Form($"{Draft}/text").Fill("json", """{ "workflow": "support", "name": "Ada's own" }""");
        Assert.True((await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Customers know it.").SubmitAsync()).IsRedirect);

        foreach (var (form, typed) in new[] { (publication, "Which printer it is."), (part, "The broken printer"), (text, "Ada's own") })
        {
            var late = await form.SubmitAsync();
            Assert.Equal(HttpStatusCode.Conflict, late.Status);
            Assert.Contains("Somebody published it or threw it away", late.Text);
            Assert.Contains(typed, late.Text);
        }
        Assert.Equal(2, await VersionsAsync(house));
    }

    [Fact]
    public async Task One_team_tries_it_then_it_is_for_all()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await BegunAsync(house, Cast.Mia));
        var old = await house.AssignedTicketAsync(carl, sasha);
        var (first, other) = await house.ReadAsync(async db => (await db.Teams.SingleAsync(t => t.IsDefault), await db.Teams.Where(t => !t.IsDefault).Select(t => t.Id).FirstAsync()));
        await SaveAsync(mia, "states/open", form => form.Fill("name", "New"));
        var tried = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Try the word.").Tick("way", "Adopt").Fill("team", first.Id.ToString()).SubmitAsync();
        Assert.True(tried.IsRedirect, tried.Text);
        await house.SettleAsync();

        // The team's new requests follow the trial, by whichever way they come; live tickets stay, and the others go on as before.
        Assert.Equal(2, await VersionOfAsync(house, await carl.FilesAsync("Another one")));
        var phoned = await (await sasha.GetAsync("/desk/tickets/new")).Form("/desk/tickets").Fill("email", Cast.Carl).Fill("subject", "By phone").Fill("body", "It beeps.").Fill("team", first.Id.ToString()).SubmitAsync();
        Assert.True(phoned.IsRedirect, phoned.Text);
        Assert.Equal(2, await VersionOfAsync(house, await house.ReadAsync(db => db.Tickets.MaxAsync(t => t.Number))));
        Assert.Equal(1, await VersionOfAsync(house, old));
        Assert.Equal(1, (await CurrentAsync(house)).Number);
        Assert.Equal((2, 1), (await ForAsync(house, first.Id), await ForAsync(house, other)));
        var page = (await mia.GetAsync(Workflow)).Text;
        Assert.Contains($"{first.Name} tries version 2", page);
        Assert.Contains("1, in force", page);

        await (await mia.GetAsync(Workflow)).Form($"{Workflow}/versions/2/release").Fill("way", "Adopt").SubmitAsync();
        await house.SettleAsync();
        Assert.Equal(2, await VersionOfAsync(house, old));
        Assert.Equal(2, await VersionOfAsync(house, await carl.FilesAsync("A third one")));
        Assert.Contains("2, in force", (await mia.GetAsync(Workflow)).Text);
    }

    [Fact]
    public async Task What_a_team_tried_is_taken_back()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await BegunAsync(house, Cast.Mia));
        var mine = await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync());
        await SaveAsync(mia, "states/open", form => form.Fill("name", "New"));
        await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Try the word.").Fill("team", mine.ToString()).SubmitAsync();
        var number = await carl.FilesAsync();
        Assert.Equal(2, await VersionOfAsync(house, number));
        var migration = (await mia.GetAsync(Workflow)).Document.QuerySelectorAll("a").Single(a => a.TextContent == "Take it back…").GetAttribute("href")!;
        await (await mia.GetAsync(migration)).Form($"{migration}/undo").Fill("reason", "Nobody liked it.").SubmitAsync();
        await house.SettleAsync();
        Assert.Equal(3, await VersionOfAsync(house, number));
        Assert.Equal("Open", (await CurrentAsync(house)).Definition.States[0].Name.ToString());
    }

    private static async Task<Page> ProposeAsync(Visitor mia, string reason) =>
        await (await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", reason).SubmitAsync()).FollowAsync();

    private static Task<int> VersionsAsync(TestHouse house) => house.ReadAsync(db => db.WorkflowVersions.CountAsync(v => v.Workflow == "support"));

    private static Task<int> RevisionAsync(TestHouse house) => house.ReadAsync(db => db.WorkflowDrafts.Select(d => d.Revision).SingleAsync());

    private static Task<Domain.Accounts.PersonId> IdAsync(TestHouse house, string email) => house.ReadAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.Id).SingleAsync());

    private static Task<int> VersionOfAsync(TestHouse house, long number) =>
        house.ReadAsync(db => db.Tickets.Where(t => t.Number == number).Join(db.WorkflowVersions, t => t.WorkflowVersionId, v => v.Id, (_, v) => v.Number).SingleAsync());

    private static Task<PublishedWorkflow> CurrentAsync(TestHouse house) => house.ReadAsync(db => house.Services.GetRequiredService<WorkflowLibrary>().CurrentAsync(db, "support", default));

    private static async Task<int> ForAsync(TestHouse house, Domain.Accounts.TeamId team) => (await house.ReadAsync(db => house.Services.GetRequiredService<WorkflowLibrary>().CurrentForAsync(db, "support", team, default))).Number;
}
