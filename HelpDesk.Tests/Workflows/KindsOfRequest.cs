using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>Several kinds of request: each follows its workflow, and asks for its fields.</summary>
public sealed class KindsOfRequest
{
    private const string Fields = """
        "fields": {
            "system": { "name": "Which system?", "type": "choice", "choices": ["mail", "payroll"], "setBy": ["customer", "agent"] },
            "until": { "name": "Needed until", "type": "date", "setBy": ["customer"] },
            "seats": { "name": "How many people?", "type": "number", "setBy": ["customer", "agent"] },
        """;

    [Fact]
    public async Task A_customer_chooses_one_and_fills_in_its_fields()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        // One kind alone is never asked for.
        Assert.True((await carl.GetAsync("/portal/tickets/new")).HasForm("/portal/tickets"));
        await PublishAccessAsync(house);
        Assert.True((await carl.GetAsync("/portal/tickets/new")).HasForm("/portal/tickets"));
        await OfferAsync(mia, "access", portal: true, desk: false, "A new account, or more rights");

        var choice = await carl.GetAsync("/portal/tickets/new");
        Assert.False(choice.HasForm("/portal/tickets"));
        Assert.Contains("A new account, or more rights", choice.Text);
        var form = (await carl.GetAsync("/portal/tickets/new?kind=access")).Form("/portal/tickets");
        var wrong = await form.Fill("subject", "An account for Ben").Fill("body", "He begins on Monday.").Fill("Fields[system]", "payroll").Fill("Fields[seats]", "two").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Choose or write a value that “How many people?” can hold.", wrong.Text);
        Assert.Equal(("An account for Ben", "payroll", "two"), (wrong.Form("/portal/tickets")["subject"], wrong.Form("/portal/tickets")["Fields[system]"], wrong.Form("/portal/tickets")["Fields[seats]"]));
        var filed = await wrong.Form("/portal/tickets").Fill("Fields[seats]", "2").Fill("Fields[until]", "2036-03-05").SubmitAsync();

        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        Assert.Equal(new HashSet<string> { "seats", "system", "until" }, [.. ticket.Fields.Keys]);
        Assert.Equal(FieldValue.Of(2m), ticket.Fields["seats"]);
        Assert.Equal("access", await KindAsync(house, ticket.Number));
        Assert.Contains("payroll", (await filed.FollowAsync()).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Access request", (await sasha.GetAsync($"/desk/tickets/{ticket.Number}")).Text);

        // The queue is narrowed by it.
        var support = await FilesAsAsync(carl, "support");
        Assert.Contains("An account for Ben", (await sasha.GetAsync("/desk?kind=access")).Text);
        Assert.DoesNotContain("An account for Ben", (await sasha.GetAsync("/desk?kind=support")).Text);
        Assert.Equal("support", await KindAsync(house, support));
    }

    [Fact]
    public async Task A_kind_that_is_not_offered_is_refused_and_no_word_is_lost()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        await PublishAccessAsync(house);
        await OfferAsync(mia, "access", portal: true, desk: false, null);
        var form = (await carl.GetAsync("/portal/tickets/new?kind=access")).Form("/portal/tickets").Fill("subject", "For Ben").Fill("body", "Please.");
        await OfferAsync(mia, "access", portal: false, desk: true, null);
        var refused = await form.SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Requests of this kind are no longer taken.", refused.Text);
        Assert.Equal("For Ben", refused.Form("/portal/tickets")["subject"]);
        Assert.Equal(0, await house.ReadAsync(db => db.Tickets.CountAsync()));

        // The desk has it now, with what an agent may fill in.
        var desk = (await sasha.GetAsync("/desk/tickets/new?kind=access")).Form("/desk/tickets");
        Assert.DoesNotContain("Needed until", (await sasha.GetAsync("/desk/tickets/new?kind=access")).Text);
        var page = await desk.Fill("email", Cast.Carl).Fill("subject", "For Ben").Fill("body", "He phoned.").Fill("Fields[system]", "mail").SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        Assert.Equal(("access", FieldValue.Of("mail")), (await KindAsync(house, ticket.Number), ticket.Fields["system"]));

        // What nobody offers any more is still taken for a follow-up.
        await OfferAsync(mia, "access", portal: false, desk: false, null);
        await sasha.AssignsToSelfAsync(ticket.Number);
        await sasha.DoesAsync(ticket.Number, "resolve", ("reply", "Done."), ("fields[resolution]", "fixed"));
        await house.SettleAsync();
        await house.PassAsync(TimeSpan.FromDays(40));
        Assert.Equal(Phase.Closed, (await house.TicketAsync(ticket.Number)).Phase);
        carl = await house.SignedInAsync(Cast.Carl);
        Assert.Equal("access", await KindAsync(house, await carl.RepliesAsync(ticket.Number, "It is gone again.")));
    }

    [Fact]
    public async Task Requests_can_always_be_filed_and_what_is_made_up_is_not_taken()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        await OfferAsync(mia, "support", portal: false, desk: false, null);
        Assert.Equal("support", await KindAsync(house, await carl.FilesAsync()));

        var forged = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "Mine").Fill("body", "Now.").Forge("Fields[resolution]", "fixed").SubmitAsync();
        Assert.True(forged.IsRedirect);
        Assert.Empty((await house.ReadAsync(db => db.Tickets.OrderBy(t => t.Number).LastAsync())).Fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "Mine").Fill("body", "Now.").Forge("kind", "no-such").SubmitAsync()).Status);

        var offer = (await mia.GetAsync("/manage/workflows/support")).Form("/manage/workflows/support/offer");
        var tooLong = await offer.Fill("hint", new string('a', 201)).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
        Assert.Equal(201, tooLong.Form("/manage/workflows/support/offer")["hint"].Length);
    }

    private static Task PublishAccessAsync(TestHouse house) => house.PublishAsync(("\"workflow\": \"support\", \"name\": \"Support\"", "\"workflow\": \"access\", \"name\": \"Access request\""), ("\"fields\": {", Fields));

    private static async Task OfferAsync(Visitor mia, string key, bool portal, bool desk, string? hint)
    {
        var form = (await mia.GetAsync($"/manage/workflows/{key}")).Form($"/manage/workflows/{key}/offer").Tick("inPortal", portal ? ["true"] : []).Tick("atDesk", desk ? ["true"] : []).Fill("hint", hint ?? "");
        Assert.True((await form.SubmitAsync()).IsRedirect);
    }

    private static async Task<long> FilesAsAsync(Visitor carl, string kind)
    {
        var page = await (await carl.GetAsync($"/portal/tickets/new?kind={kind}")).Form("/portal/tickets").Fill("subject", "The printer").Fill("body", "It prints stripes.").SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        return long.Parse(page.Location.Split('/', '?').Last(part => part.Length > 0 && part.All(char.IsDigit)));
    }

    private static Task<string> KindAsync(TestHouse house, long number) =>
        house.ReadAsync(db => db.Tickets.Where(t => t.Number == number).Join(db.WorkflowVersions, t => t.WorkflowVersionId, v => v.Id, (_, v) => v.Workflow).SingleAsync());
}
