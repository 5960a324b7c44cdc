using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>Mia changes how cases flow without a programmer, from the first idea to taking it back.</summary>
public sealed class TheManagersStory
{
    private const string Draft = "/manage/workflows/support/draft";
    private const string Publication = "/manage/workflows/support/publication";

    [Fact]
    public async Task Two_hundred_tickets_wait_for_a_supplier_and_go_back()
    {
        await using var house = new TestHouse(new(TestHouse.ManyForms));
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        for (var i = 0; i < 198; i++) await carl.FilesAsync($"Request {i}");
        var (assigned, pending) = (await house.AssignedTicketAsync(carl, sasha), await house.PendingTicketAsync(carl, sasha));

        // She adds a state. Nobody comes there; then nobody comes away; then tickets would run in a circle: the checks say each.
        await PostAsync(mia, "/manage/workflows/support", Draft);
        await AddAsync(mia, "states", "Waiting for supplier");
        await IsHeldBackAsync(mia, "No case ever comes to “Waiting for supplier”");
        await AddAsync(mia, "steps", "Order the part", ("from", "assigned"), ("to", "waiting-for-supplier"));
        await IsHeldBackAsync(mia, "From “Waiting for supplier” no way leads to a closed state");
        await AddAsync(mia, "steps", "Part arrived", ("from", "waiting-for-supplier"), ("to", "assigned"));
        await SaveAsync(mia, "steps/part-arrived", form => form.Tick("by").Tick("on", "automatic"));
        await SaveAsync(mia, "steps/order-the-part", form => form.Tick("by").Tick("on", "automatic"));
        await IsHeldBackAsync(mia, "round and round");
        await SaveAsync(mia, "steps/order-the-part", form => form.Tick("by", "agent").Tick("on"));
        await SaveAsync(mia, "steps/part-arrived", form => form.Tick("by", "agent").Tick("on"));
        Assert.DoesNotContain("finding-error", (await mia.GetAsync(Draft)).Document.Body!.InnerHtml);

        // And she gives “Pending” a better name, key and all. What it would have made of all tickets, she sees before.
        await MigratingTickets.RenamePendingAsync(mia);
        var replay = await PlayingPastTickets.PlayAsync(mia, 1000);
        Assert.Matches(@"199\s*The same", replay.Text);
        Assert.Matches(@"1\s*Another end", replay.Text);
        Assert.Contains($"#{pending} · it would stand in Waiting for customer", replay.Text);

        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Parts take weeks.").Tick("way", "Adopt").Fill("map[pending]", "waiting-for-customer").SubmitAsync();
        Assert.Contains("/migrations/", done.Location);
        await house.SettleAsync();
        Assert.Equal(200, await OnVersionAsync(house, 2));
        Assert.Equal("waiting-for-customer", (await house.TicketAsync(pending)).State);
        Assert.Contains("Parts take weeks.", (await sasha.GetAsync($"/desk/tickets/{assigned}")).Text);
        await sasha.DoesAsync(assigned, "order-the-part");
        await house.SettleAsync();
        Assert.Matches(@"Waiting for supplier.{0,20}1", (await mia.GetAsync("/manage/workflows/support/monitoring")).Text);

        var back = await (await mia.GetAsync(done.Location)).Form($"{done.Location}/undo").Fill("reason", "The supplier is gone.").SubmitAsync();
        await house.SettleAsync();
        // A state of a phase that the old version does not have leads nowhere by itself: that ticket is listed, and stays.
        Assert.Equal((199, 1), (await OnVersionAsync(house, 3), await OnVersionAsync(house, 2)));
        Assert.Contains($"#{assigned}", (await mia.GetAsync(back.Location)).Text);
        Assert.Equal("pending", (await house.TicketAsync(pending)).State);
        await carl.RepliesAsync(pending, "The one on the second floor.");
        Assert.Equal("assigned", (await house.TicketAsync(pending)).State);
    }

    /// <summary>A finding of severity error says why, and nothing is published.</summary>
    private static async Task IsHeldBackAsync(Visitor mia, string why)
    {
        var draft = await mia.GetAsync(Draft);
        Assert.Contains(why, string.Join('\n', draft.Document.QuerySelectorAll(".finding-error").Select(finding => finding.TextContent)));
        Assert.False((await mia.GetAsync(Publication)).HasForm(Publication));
    }

    private static Task<int> OnVersionAsync(TestHouse house, int number) =>
        house.ReadAsync(db => db.Tickets.Join(db.WorkflowVersions, t => t.WorkflowVersionId, v => v.Id, (_, v) => v.Number).CountAsync(n => n == number));
}
