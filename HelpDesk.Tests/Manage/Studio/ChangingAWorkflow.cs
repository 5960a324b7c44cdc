using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>Mia changes how cases flow, with forms alone: no script runs here.</summary>
public sealed class ChangingAWorkflow
{
    private const string Draft = "/manage/workflows/support/draft";
    private const string Publication = "/manage/workflows/support/publication";

    [Fact]
    public async Task She_adds_a_state_mends_what_the_checks_catch_and_publishes_it()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await BegunAsync(house, Cast.Mia));
        var before = await house.AssignedTicketAsync(carl, sasha);

        // A state that nothing leads to.
        var page = await AddAsync(mia, "states", "Waiting for supplier");
        Assert.Equal($"{Draft}?at=states/waiting-for-supplier", page.Location);
        Assert.Contains("No case ever comes to “Waiting for supplier”", (await mia.GetAsync(Draft)).Text);
        Assert.False((await mia.GetAsync(Publication)).HasForm(Publication));

        // A way in, and none out.
        await AddAsync(mia, "steps", "Order the part", ("from", "assigned"), ("to", "waiting-for-supplier"));
        Assert.Matches("Waiting for supplier.*(never|no way|way)", (await mia.GetAsync(Draft)).Text);
        Assert.False((await mia.GetAsync(Publication)).HasForm(Publication));

        // Two ways that the system could choose from.
        await AddAsync(mia, "steps", "Part arrived", ("from", "waiting-for-supplier"), ("to", "assigned"));
        await SaveAsync(mia, "steps/part-arrived", form => form.Tick("by").Tick("on", "customer-replied"));
        await AddAsync(mia, "steps", "Given up", ("from", "waiting-for-supplier"), ("to", "closed"));
        await SaveAsync(mia, "steps/given-up", form => form.Tick("by").Tick("on", "customer-replied"));
        Assert.Contains("ambiguous", string.Join(' ', await CodesAsync(house)));
        await PostAsync(mia, $"{Draft}?at=steps/given-up", $"{Draft}/parts/steps/given-up/deletion");
        await SaveAsync(mia, "steps/part-arrived", form => form.Tick("by", "agent").Tick("on"));
        Assert.Contains("All twenty checks are content.", (await mia.GetAsync(Draft)).Text);

        var publication = await mia.GetAsync(Publication);
        Assert.Contains("The state “Waiting for supplier” is new.", publication.Text);
        Assert.Contains("1 ticket is under way", publication.Text);
        var mute = await publication.Form(Publication).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.Status);
        Assert.Contains("Say in a few words what the change is for.", mute.Text);
        var done = await mute.Form(Publication).Fill("reason", "Parts take weeks.").SubmitAsync();
        Assert.Equal("/manage/workflows/support", done.Location);
        var shown = (await done.FollowAsync()).Text;
        Assert.Contains("Version 2 is in force", shown);
        Assert.Contains("Parts take weeks.", shown);
        Assert.Contains("Mia Tanaka", shown);

        // New requests follow it; what was under way finishes as it began.
        var after = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(after, "order-the-part");
        Assert.Equal(("waiting-for-supplier", Phase.OnHold), ((await house.TicketAsync(after)).State, (await house.TicketAsync(after)).Phase));
        await sasha.GetAsync("/desk");
        Assert.DoesNotContain("Order the part", (await sasha.GetAsync($"/desk/tickets/{before}")).Text);
        Assert.Equal("/manage/workflows/support", (await mia.GetAsync(Draft)).Location);
    }

    [Fact]
    public async Task Each_edit_is_kept_and_can_be_undone_and_done_again()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        await SaveAsync(mia, "states/open", form => form.Fill("name", "New"));
        Assert.Contains("State “New”", (await mia.GetAsync($"{Draft}?at=states/open")).Text);
        await PostAsync(mia, Draft, $"{Draft}/turn", ("back", "true"));
        Assert.Contains("State “Open”", (await mia.GetAsync($"{Draft}?at=states/open")).Text);
        await PostAsync(mia, Draft, $"{Draft}/turn", ("back", "false"));
        Assert.Contains("State “New”", (await mia.GetAsync($"{Draft}?at=states/open")).Text);
        // A new edit after going back is the only way on.
        await PostAsync(mia, Draft, $"{Draft}/turn", ("back", "true"));
        await SaveAsync(mia, "states/open", form => form.Fill("name", "Fresh"));
        Assert.Contains("disabled", (await mia.GetAsync(Draft)).Document.QuerySelectorAll("form[action$='/turn'] button")[1].OuterHtml);
        // Saving what is there already is no edit.
        var texts = await house.ReadAsync(db => db.WorkflowDrafts.SelectMany(draft => draft.Texts).CountAsync());
        await SaveAsync(mia, "states/open", form => form);
        Assert.Equal(texts, await house.ReadAsync(db => db.WorkflowDrafts.SelectMany(draft => draft.Texts).CountAsync()));
        await PostAsync(mia, Draft, $"{Draft}/discard");
        Assert.DoesNotContain("Fresh", (await mia.GetAsync("/manage/workflows/support")).Text);
        Assert.Equal(0, await house.ReadAsync(db => db.WorkflowDrafts.CountAsync()));
    }

    [Fact]
    public async Task Two_managers_who_edit_different_parts_do_not_disturb_each_other_and_on_the_same_the_second_chooses()
    {
        await using var house = new TestHouse();
        var (mia, ada) = (await BegunAsync(house, Cast.Mia), await house.SignedInAsync(Cast.Ada));
        var (hers, theirs) = ((await mia.GetAsync($"{Draft}?at=states/open")).Form($"{Draft}/parts/states/open"), (await ada.GetAsync($"{Draft}?at=states/pending")).Form($"{Draft}/parts/states/pending"));
        var added = (await ada.GetAsync(Draft)).Form($"{Draft}/parts/fields");
        var late = (await mia.GetAsync($"{Draft}?at=states/pending")).Form($"{Draft}/parts/states/pending");
        Assert.True((await hers.Fill("name", "New").SubmitAsync()).IsRedirect);
        Assert.True((await theirs.Fill("name", "Asked").SubmitAsync()).IsRedirect);

        Assert.Equal($"{Draft}?at=fields/serial-number", (await added.Fill("name", "Serial number").SubmitAsync()).Location);
        var overtaken = await late.Fill("name", "Waiting").SubmitAsync();
        Assert.Equal(HttpStatusCode.Conflict, overtaken.Status);
        Assert.Contains("Somebody else changed this part while you had it open.", overtaken.Text);
        Assert.Contains("“Waiting”", overtaken.Text);
        Assert.Contains("Take theirs", overtaken.Text);
        Assert.Contains("State “Asked”", (await ada.GetAsync($"{Draft}?at=states/pending")).Text);
        // What was typed is still in the form: saving it again takes the place of theirs.
        Assert.True((await overtaken.Form($"{Draft}/parts/states/pending").SubmitAsync()).IsRedirect);
        Assert.Contains("State “Waiting”", (await ada.GetAsync($"{Draft}?at=states/pending")).Text);
        Assert.Contains("State “New”", (await ada.GetAsync($"{Draft}?at=states/open")).Text);
    }

    [Fact]
    public async Task What_cannot_be_read_comes_back_with_what_to_mend()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        var refused = await (await mia.GetAsync($"{Draft}?at=states/pending/timers/remind")).Form($"{Draft}/parts/states/pending/timers/remind").Fill("after", "soon").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Not kept yet", refused.Text);
        Assert.Equal("soon", refused.Document.QuerySelector("#after")!.GetAttribute("value"));

        var text = (await mia.GetAsync($"{Draft}/text")).Form($"{Draft}/text");
        var wrong = await text.Fill("json", "{ \"workflow\": \"support\",\n  \"name\": 7 }").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Matches(@"Line \d+, column \d+: ", wrong.Text);
        Assert.Contains("\"name\": 7", wrong.Document.QuerySelector("#json")!.TextContent);
        var other = await wrong.Form($"{Draft}/text").Fill("json", StandardWorkflow.Json.Replace("\"workflow\": \"support\"", "\"workflow\": \"other\"", StringComparison.Ordinal)).SubmitAsync();
        Assert.Contains("its key never changes", other.Text);
        Assert.True((await other.Form($"{Draft}/text").Fill("json", StandardWorkflow.Json.Replace("\"5d\"", "\"6d\"", StringComparison.Ordinal)).SubmitAsync()).IsRedirect);
        Assert.Contains("6 d: Close", (await mia.GetAsync(Draft)).Text);
    }

    [Fact]
    public async Task Warnings_need_a_reason_that_is_stored_and_a_version_published_meanwhile_stops_it()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        // Resolved without a word to the customer.
        await SaveAsync(mia, "steps/resolve", form => form.Tick("requires", "resolution"));
        var page = await mia.GetAsync(Publication);
        Assert.Contains("Why does the warning not matter?", page.Text);
        var mute = await page.Form(Publication).Fill("reason", "Quicker.").SubmitAsync();
        Assert.Contains("Say why the warnings do not matter", mute.Text);
        await house.PublishAsync(("\"5d\"", "\"6d\""));
        var late = await mute.Form(Publication).Fill("acknowledged", "They are phoned.").SubmitAsync();
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Version 2 was published since this draft was begun.", (await mia.GetAsync(Draft)).Text);

        await PostAsync(mia, Draft, $"{Draft}/discard");
        await PostAsync(mia, "/manage/workflows/support", Draft);
        await SaveAsync(mia, "steps/resolve", form => form.Tick("requires", "resolution"));
        var done = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Quicker.").Fill("acknowledged", "They are phoned.").SubmitAsync();
        Assert.True(done.IsRedirect, done.Text);
        Assert.Contains("Warnings: They are phoned.", (await done.FollowAsync()).Text);
    }

    [Fact]
    public async Task Deleting_a_state_takes_along_what_cannot_be_without_it_and_markup_in_names_is_inert()
    {
        await using var house = new TestHouse();
        var mia = await BegunAsync(house, Cast.Mia);
        await SaveAsync(mia, "states/assigned", form => form.Fill("name", "<script>alert(1)</script>"));
        var page = await mia.GetAsync(Draft);
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
        Assert.Contains("<script>alert(1)</script>", page.Text);
        await PostAsync(mia, $"{Draft}?at=states/pending", $"{Draft}/parts/states/pending/deletion");
        page = await mia.GetAsync(Draft);
        Assert.DoesNotContain("Ask the customer", page.Text);
        Assert.DoesNotContain("Resolve unanswered", page.Text);
        Assert.Contains("Reassign", page.Text);
        await PostAsync(mia, Draft, $"{Draft}/turn", ("back", "true"));
        Assert.Contains("Ask the customer", (await mia.GetAsync(Draft)).Text);
    }

    [Fact]
    public async Task Every_kind_of_part_can_be_added_changed_and_is_run()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await BegunAsync(house, Cast.Mia));
        await AddAsync(mia, "fields", "Serial number");
        await SaveAsync(mia, "fields/serial-number", form => form.Fill("type", "number"));
        await AddAsync(mia, "clocks", "First reply");
        await SaveAsync(mia, "clocks/first-reply", form => form.Fill("within", "2h").Fill("calendar", "business").Tick("stop", "agent-replied", "phase:closed"));
        await AddAsync(mia, "approvals", "The exchange");
        await SaveAsync(mia, "steps/escalate", form => form.Fill("guard[0][0].field", "serial-number").Fill("guard[0][0].op", "atLeast").Fill("guard[0][0].value", "100")
            .Fill("guard[1][0].field", "").Tick("requires", "note", "serial-number").Fill("effects[0].what", "approval:the-exchange").Fill("effects[1].what", "note:").Fill("effects[1].text", "Ask for the box."));
        var timers = await (await mia.GetAsync($"{Draft}?at=states/assigned")).Form($"{Draft}/parts/states/assigned/timers").Fill("name", "Nag").SubmitAsync();
        Assert.Equal($"{Draft}?at=states/assigned/timers/nag", timers.Location);
        await SaveAsync(mia, "states/assigned/timers/nag", form => form.Fill("after", "3h").Fill("effects[0].what", "mail:still-unassigned").Fill("effects[0].to", "assignee"));
        var page = await mia.GetAsync(Publication);
        Assert.True(page.HasForm(Publication), page.Text);
        var published = await page.Form(Publication).Fill("reason", "Exchanges.").Forge("acknowledged", "It is a test.").SubmitAsync();
        Assert.True(published.IsRedirect, published.Text);

        var number = await house.AssignedTicketAsync(carl, sasha);
        Assert.NotNull((await house.TicketAsync(number)).ClockDueAt);
        Assert.Contains("Still unassigned", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.Contains("Only when Serial number is at least 100.", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.True((await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/fields").Fill("fields[serial-number]", "250").SubmitAsync()).IsRedirect);
        await sasha.DoesAsync(number, "escalate", ("note", "The second one."));
        var ticket = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("Consent is asked for: The exchange", ticket);
        Assert.Contains("Ask for the box.", ticket);
    }

    [Fact]
    public async Task A_new_one_begins_from_a_sample_a_copy_or_what_somebody_brings()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var sample = await (await mia.GetAsync("/manage/workflows/new")).Form("/manage/workflows/new").Fill("name", "Refunds of the shop").Fill("from", "refund").SubmitAsync();
        Assert.Equal("/manage/workflows/refunds-of-the-shop/draft", sample.Location);
        // Its letters are not written here: the checks say so, and stand in the way.
        Assert.Contains("must be mended", (await sample.FollowAsync()).Text);
        Assert.False((await mia.GetAsync("/manage/workflows/refunds-of-the-shop/publication")).HasForm("/manage/workflows/refunds-of-the-shop/publication"));

        var copy = await (await mia.GetAsync("/manage/workflows/new")).Form("/manage/workflows/new").Fill("name", "Support at night").Fill("from", "support").SubmitAsync();
        Assert.Equal("/manage/workflows/support-at-night/draft", copy.Location);
        var publication = "/manage/workflows/support-at-night/publication";
        var done = await (await mia.GetAsync(publication)).Form(publication).Fill("reason", "Nights differ.").SubmitAsync();
        Assert.True(done.IsRedirect, done.Text);
        Assert.Contains("Support at night", (await mia.GetAsync("/manage/workflows")).Text);

        var json = (await mia.GetAsync("/manage/workflows/support/definition.json")).Body;
        Assert.Equal(DefinitionWriter.Hash(StandardWorkflow.Read()), DefinitionWriter.Hash(DefinitionReader.Read(json).Definition!));
        var taken = await (await mia.GetAsync("/manage/workflows/new")).Form("/manage/workflows/new").Fill("json", json).SubmitAsync();
        Assert.Contains("There is a workflow of that key already.", taken.Text);
        var hostile = await taken.Form("/manage/workflows/new").Fill("json", "{ \"workflow\": \"x\", \"__proto__\": {} }").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hostile.Status);
        Assert.Contains("__proto__", hostile.Document.QuerySelector("#json")!.TextContent);
        var brought = await hostile.Form("/manage/workflows/new").Fill("json", json.Replace("\"support\"", "\"brought\"", StringComparison.Ordinal)).SubmitAsync();
        Assert.Equal("/manage/workflows/brought/draft", brought.Location);
    }

    internal static async Task<Visitor> BegunAsync(TestHouse house, string email)
    {
        var manager = await house.SignedInAsync(email);
        await PostAsync(manager, "/manage/workflows/support", Draft);
        return manager;
    }

    internal static Task<Page> AddAsync(Visitor manager, string kind, string name, params (string Field, string Value)[] fields) => PostAsync(manager, Draft, $"{Draft}/parts/{kind}", [("name", name), .. fields]);

    internal static async Task<Page> PostAsync(Visitor manager, string from, string action, params (string Field, string Value)[] fields)
    {
        var form = (await manager.GetAsync(from)).Form(action);
        foreach (var (field, value) in fields) form = form.Forge(field, value);
        var page = await form.SubmitAsync();
        Assert.True(page.IsRedirect, $"{action} was answered {(int)page.Status}: {page.Text}");
        return page;
    }

    internal static async Task SaveAsync(Visitor manager, string place, Func<Form, Form> fill)
    {
        var page = await fill((await manager.GetAsync($"{Draft}?at={place}")).Form($"{Draft}/parts/{place}")).SubmitAsync();
        Assert.True(page.IsRedirect, $"{place} was answered {(int)page.Status}: {page.Text}");
    }

    private static Task<string[]> CodesAsync(TestHouse house) => house.ReadAsync(async db =>
    {
        var draft = await db.WorkflowDrafts.Include(d => d.Texts).AsNoTracking().SingleAsync();
        return Proof.Of(DefinitionReader.Read(draft.Json).Definition!).Select(finding => finding.Code).ToArray();
    });
}
