using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>Mia plays a case on her draft, keeps it as a scenario, and is held back by it.</summary>
public sealed class TryingADraft
{
    private const string Draft = "/manage/workflows/support/draft";
    private const string Simulator = $"{Draft}/simulator";
    private const string Publication = "/manage/workflows/support/publication";

    [Fact]
    public async Task She_plays_Carl_Sasha_and_the_clock_and_nothing_happens_to_anybody()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        var page = await PlayAsync(await mia.GetAsync(Simulator), "file");
        Assert.Contains("Carl, the customer files it", page.Text);
        Assert.Contains("Mail “Received” to the customer", page.Text);
        page = await PlayAsync(page, "take:assign", ("who", "agent"));
        // Offered, or why not.
        Assert.Contains("EscalateOnly when Priority is High or Urgent or Reopenings is at least 2.", page.Text, StringComparison.Ordinal);
        page = await PlayAsync(page, "take:ask", ("who", "agent"));
        Assert.Contains("Now: Pending", page.Text);
        page = await PlayAsync(page, "next");
        Assert.Contains("The timer “Remind” is due", page.Text);
        Assert.Contains("Mail “Reminder” to the customer", page.Text);
        page = await PlayAsync(page, "back");
        Assert.DoesNotContain("The timer “Remind” is due", page.Text);
        page = await PlayAsync(page, "wait:1w");
        Assert.Contains("Now: Resolved", page.Text);
        page = await PlayAsync(page, "wait:1w");
        Assert.Contains("Now: Closed", page.Text);
        Assert.Equal((0, 0), await house.ReadAsync(async db => (await db.Tickets.CountAsync(), await db.Outbox.CountAsync())));
    }

    [Fact]
    public async Task A_kept_scenario_holds_back_what_breaks_it_until_it_is_kept_anew()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        var page = await PlayAsync(await PlayAsync(await mia.GetAsync(Simulator), "file"), "wait:1d");
        var mute = await page.Form($"{Simulator}/scenarios").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.Status);
        Assert.Contains("Say in a few words what the scenario tells.", mute.Text);
        var kept = await mute.Form($"{Simulator}/scenarios").Fill("name", "Nobody takes it on").SubmitAsync();
        Assert.Contains("?scenario=", kept.Location);
        Assert.Contains("Nobody takes it on holds", (await mia.GetAsync(Simulator)).Text);

        // The desk is no longer told: the scenario breaks, and the draft cannot be published.
        await SaveAsync(mia, "states/open/timers/unassigned", form => form.Fill("after", "3d"));
        Assert.Contains("The scenario “Nobody takes it on” breaks.", (await mia.GetAsync(Draft)).Text);
        Assert.False((await mia.GetAsync(Publication)).HasForm(Publication));

        // Opened, it shows what comes now; kept again, it expects that.
        var opened = await mia.GetAsync(kept.Location);
        Assert.Contains("breaks", opened.Text);
        Assert.True((await opened.Form($"{Simulator}/scenarios").SubmitAsync()).IsRedirect);
        Assert.Equal(1, await house.ReadAsync(db => db.WorkflowScenarios.CountAsync()));
        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Three days are enough.").SubmitAsync();
        Assert.True(done.IsRedirect, done.Text);

        await PostAsync(mia, "/manage/workflows/support", Draft);
        var list = await mia.GetAsync(Simulator);
        var id = await house.ReadAsync(db => db.WorkflowScenarios.Select(s => s.Id).SingleAsync());
        Assert.True((await list.Form($"{Simulator}/scenarios/{id}/deletion").SubmitAsync()).IsRedirect);
        Assert.Equal(0, await house.ReadAsync(db => db.WorkflowScenarios.CountAsync()));
    }

    [Fact]
    public async Task The_witness_of_a_finding_is_played_and_a_ticket_copied()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync(priority: "urgent");
        await house.AssignedTicketAsync(carl, sasha);
        var mia = await BegunAsync(house, Cast.Mia);
        Assert.Equal("urgent", (await mia.GetAsync($"{Simulator}?ticket={number}")).Form(Simulator)["fields[priority]"]);

        // Two steps that the same answer sets off: the finding's example stands where they part.
        await AddAsync(mia, "steps", "Drop it", ("from", "pending"), ("to", "closed"));
        await SaveAsync(mia, "steps/drop-it", form => form.Tick("by").Tick("on", "customer-replied"));
        var link = Regex.Match((await mia.GetAsync(Draft)).Document.DocumentElement.OuterHtml, @"simulator\?finding=\d+").Value;
        Assert.NotEmpty(link);
        var page = await mia.GetAsync($"{Draft}/{link}");
        Assert.Contains("NowPending", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_story_is_refused_with_words()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        var form = (await mia.GetAsync(Simulator)).Form(Simulator);
        foreach (var (story, does) in new[] { ("{", "file"), ("{\"scenario\":\"x\",\"workflow\":\"support\",\"at\":\"2030-01-07T09:00:00Z\",\"acts\":[{\"who\":\"agent\",\"takes\":\"no-such\"}]}", "file"), (new string('x', 200_000), "file") })
        {
            var page = await form.Forge("story", story).Forge("does", does).SubmitAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        }
        var odd = await (await mia.GetAsync(Simulator)).Form(Simulator).Forge("does", "take:no-such").Forge("who", "agent").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, odd.Status);
        Assert.Contains("That cannot be played here.", odd.Text);
    }

    private static async Task<Page> PlayAsync(Page page, string does, params (string Field, string Value)[] fields)
    {
        var form = page.Form(Simulator).Forge("does", does);
        foreach (var (field, value) in fields) form = form.Forge(field, value);
        var next = await form.SubmitAsync();
        Assert.True(next.Status == HttpStatusCode.OK, next.Text);
        return next;
    }
}
