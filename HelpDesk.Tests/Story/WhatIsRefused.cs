using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Story;

/// <summary>Each wrong turn in the story gets a clear answer, and loses nothing that was typed.</summary>
public sealed class WhatIsRefused
{
    [Fact]
    public async Task A_step_without_what_it_needs_says_all_that_is_missing_and_keeps_the_words()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.AssignedTicketAsync(carl, sasha);

        var page = await sasha.TakesAsync(number, "resolve", ("reply", "A careful answer that must not be lost."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Resolution", page.Document.QuerySelector(".error-summary")!.TextContent);
        Assert.Contains("A careful answer that must not be lost.", page.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task A_step_whose_guard_fails_is_off_with_the_reason_and_refused_when_forced()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.AssignedTicketAsync(carl, sasha);

        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.Contains("Only when Priority is High or Urgent or Reopenings is at least 2.", page.Text);
        var forced = await page.Form($"/desk/tickets/{number}/notes").Forge("note", "Please look.").SubmitAsync($"/desk/tickets/{number}/steps/escalate");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
        Assert.Equal(0, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Step == "escalate")));
    }

    [Fact]
    public async Task A_stale_form_is_a_conflict_that_keeps_what_was_typed()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.PendingTicketAsync(carl, sasha);
        var shown = await sasha.GetAsync($"/desk/tickets/{number}");

        await carl.RepliesAsync(number, "It is the one upstairs.");
        var form = shown.Form($"/desk/tickets/{number}/steps/resolve").Fill("reply", "Words written before Carl answered.").Fill("fields[resolution]", "answered");
        var page = await form.SubmitAsync($"/desk/tickets/{number}/steps/resolve");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Words written before Carl answered.", page.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal(Phase.Assigned, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task A_double_click_is_one_command()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var form = (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "Twice?").Fill("body", "Once is enough.");
        var first = await form.SubmitAsync();
        var second = await form.SubmitAsync();
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await house.ReadAsync(db => db.Tickets.CountAsync()));

        var number = (await house.ReadAsync(db => db.Tickets.SingleAsync())).Number;
        var reply = (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/replies").Fill("reply", "We look into it.");
        await reply.SubmitAsync($"/desk/tickets/{number}/replies");
        await reply.SubmitAsync($"/desk/tickets/{number}/replies");
        Assert.Equal(1, await house.ReadAsync(db => db.TicketMessages.CountAsync(m => m.Body == "We look into it.")));
    }

    [Fact]
    public async Task Over_posted_fields_change_nothing()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var before = await house.TicketAsync(number);

        var page = await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", "A word.")
            .Forge("isInternal", "true").Forge("state", "closed").Forge("assignee", Guid.NewGuid().ToString()).Forge("workflowVersionId", Guid.NewGuid().ToString())
            .Forge("customerId", Guid.NewGuid().ToString()).Forge("fields[priority]", "urgent").Forge("satisfaction", "5").SubmitAsync();
        Assert.True(page.IsRedirect);

        var after = await house.TicketAsync(number);
        Assert.Equal((before.State, before.AssigneeId, before.WorkflowVersionId, before.CustomerId, before.Priority, before.Satisfaction),
            (after.State, after.AssigneeId, after.WorkflowVersionId, after.CustomerId, after.Priority, after.Satisfaction));
        Assert.False(await house.ReadAsync(db => db.TicketMessages.AnyAsync(m => m.IsInternal)));

        var forced = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/replies").Fill("reply", "Hm?")
            .Forge("fields[priority]", "urgent").SubmitAsync($"/desk/tickets/{number}/steps/ask");
        Assert.Equal("normal", (await house.TicketAsync(number)).Priority);
        Assert.True(forced.Status is HttpStatusCode.UnprocessableEntity || forced.IsRedirect);
    }

    [Fact]
    public async Task Nobody_sees_the_requests_of_others()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var unknown = await carl.GetAsync("/portal/tickets/999999");
        foreach (var other in new[] { Cast.Carol, Cast.Bob })
        {
            var visitor = await house.SignedInAsync(other);
            var page = await visitor.GetAsync($"/portal/tickets/{number}");
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Equal(unknown.Document.QuerySelector("main")!.InnerHtml, page.Document.QuerySelector("main")!.InnerHtml);
            Assert.DoesNotContain("printer", (await visitor.GetAsync("/portal")).Text);
        }
    }

    [Fact]
    public async Task A_private_team_s_ticket_is_not_found_by_other_agents()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await carl.FilesAsync("A wrong invoice");
        var mia = await house.SignedInAsync(Cast.Mia);
        var billing = await house.ReadAsync(db => db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync());
        var moved = await (await mia.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/fields").Fill("team", billing.ToString()).SubmitAsync();
        Assert.True(moved.IsRedirect, moved.Text);

        Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync($"/desk/tickets/{number}")).Status);
        Assert.DoesNotContain("A wrong invoice", (await sasha.GetAsync("/desk?view=all")).Text);
        var tom = await house.SignedInAsync(Cast.Tom);
        Assert.Equal(HttpStatusCode.OK, (await tom.GetAsync($"/desk/tickets/{number}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await mia.GetAsync($"/desk/tickets/{number}")).Status);
    }

    [Fact]
    public async Task A_note_reaches_no_customer()
    {
        const string Canary = "canary-4711-note";
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var note = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/notes").Fill("note", Canary).SubmitAsync();
        Assert.True(note.IsRedirect, note.Text);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer?"));
        await carl.RepliesAsync(number, "That one.");
        await sasha.DoesAsync(number, "resolve", ("reply", "Done."), ("fields[resolution]", "fixed"));
        await house.PassAsync(TimeSpan.FromHours(1));

        foreach (var path in new[] { "/portal", $"/portal/tickets/{number}", await house.SurveyLinkAsync(Cast.Carl) })
            Assert.DoesNotContain(Canary, (await carl.GetAsync(path)).Body);
        foreach (var mail in await house.PostForAsync(Cast.Carl))
        {
            Assert.DoesNotContain(Canary, mail.Text);
            Assert.DoesNotContain(Canary, mail.Html);
        }
        Assert.Contains(Canary, (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    [Fact]
    public async Task Opening_a_survey_records_nothing_and_its_link_works_once()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(1));
        var link = await house.SurveyLinkAsync(Cast.Carl);
        var stranger = house.Stranger();

        await stranger.GetAsync(link + "?score=1");
        await stranger.SendAsync(new(HttpMethod.Head, link));
        Assert.Null((await house.ReadAsync(db => db.Surveys.SingleAsync())).Score);

        var form = (await stranger.GetAsync(link)).Form("/survey/");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Forge("score", "9").SubmitAsync()).Status);
        Assert.True((await form.Forge("score", "4").SubmitAsync()).IsRedirect);
        await form.Forge("score", "1").SubmitAsync();
        Assert.Equal(4, (await house.ReadAsync(db => db.Surveys.SingleAsync())).Score);
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/survey/" + new string('a', 64))).Status);
    }

    [Fact]
    public async Task A_customer_withdraws_and_staff_take_no_customer_s_step()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var number = await carl.FilesAsync();

        var forced = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/notes").SubmitAsync($"/desk/tickets/{number}/steps/withdraw");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
        var page = await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/steps/withdraw").SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        Assert.Equal(Phase.Closed, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task Files_are_listed_by_their_names_whatever_order_they_came_in()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        string[] names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];
        var form = (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "With files").Fill("body", "See there.");
        foreach (var name in names.Reverse()) form.Attach("files", name, "x"u8.ToArray());
        var filed = await form.SubmitAsync();
        Assert.True(filed.IsRedirect, filed.Text);
        var number = await house.ReadAsync(db => db.Tickets.Select(t => t.Number).SingleAsync());

        foreach (var (visitor, path) in new[] { (carl, $"/portal/tickets/{number}"), (sasha, $"/desk/tickets/{number}") })
        {
            var listed = (await visitor.GetAsync(path)).Document.QuerySelectorAll(".attachments a").Select(link => link.TextContent.Trim().Split(' ', '\n')[0]);
            Assert.Equal(names, listed);
        }
    }

    [Fact]
    public async Task A_file_is_kept_byte_for_byte_and_served_inert()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = await PairAsync(house);
        var bytes = "<script>alert(1)</script>"u8.ToArray();
        var filed = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "With a file").Fill("body", "See there.")
            .Attach("files", "../../evil.html", bytes).SubmitAsync();
        Assert.True(filed.IsRedirect, filed.Text);
        var id = await house.ReadAsync(db => db.Attachments.Select(a => a.Id).SingleAsync());

        foreach (var (visitor, path) in new[] { (carl, $"/portal/attachments/{id}"), (sasha, $"/desk/attachments/{id}") })
        {
            var response = await visitor.Http.GetAsync(path);
            Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
            Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")));
            Assert.DoesNotContain("..", response.Content.Headers.ContentDisposition?.ToString());
        }
        var bob = await house.SignedInAsync(Cast.Bob);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/portal/attachments/{id}")).Status);
    }

    [Fact]
    public async Task An_empty_request_is_explained_and_what_was_typed_is_kept()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var page = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "").Fill("body", "Only words, no subject.").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.Document.QuerySelector(".error-summary"));
        Assert.Contains("Only words, no subject.", page.Document.QuerySelector("textarea")!.TextContent);
        Assert.NotNull(page.Document.QuerySelector("[aria-invalid=true]"));
    }

    private static async Task<(Visitor Carl, Visitor Sasha)> PairAsync(TestHouse house) =>
        (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
}
