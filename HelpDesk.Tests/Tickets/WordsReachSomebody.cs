using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Tickets;

/// <summary>What a customer writes is told to somebody who can see it, whatever it says.</summary>
public sealed class WordsReachSomebody
{
    [Fact]
    public async Task A_message_that_holds_the_mark_of_a_token_is_sent_as_it_is()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var number = await house.AssignedTicketAsync(carl, await house.SignedInAsync(Cast.Sasha));
        await carl.RepliesAsync(number, $"It prints {OutboxMail.TokenMark} on every page.");
        await house.SettleAsync();
        var mail = (await house.PostForAsync(Cast.Sasha)).Single(m => m.Letter == "customer-replied");
        Assert.Equal(MailFate.Sent, mail.Fate);
        Assert.Contains(OutboxMail.TokenMark, mail.Text);
    }

    [Fact]
    public async Task Who_may_not_have_tickets_of_the_new_team_is_no_longer_the_assignee_and_the_team_is_told()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var number = await house.AssignedTicketAsync(carl, await house.SignedInAsync(Cast.Sasha));
        var mia = await house.SignedInAsync(Cast.Mia);
        var billing = await house.ReadAsync(db => db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync());
        Assert.True((await (await mia.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/fields").Fill("team", billing.ToString()).SubmitAsync()).IsRedirect);

        Assert.Null((await house.TicketAsync(number)).AssigneeId);
        await carl.RepliesAsync(number, "Is anybody there?");
        await house.SettleAsync();
        Assert.Contains(await house.PostForAsync(Cast.Tom), m => m is { Letter: "customer-replied", Fate: MailFate.Sent });
        Assert.DoesNotContain(await house.PostForAsync(Cast.Sasha), m => m.Letter == "customer-replied");
    }

    [Fact]
    public async Task An_old_link_rates_the_resolution_that_it_asked_about()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(1));
        var link = await house.SurveyLinkAsync(Cast.Carl);
        await carl.RepliesAsync(number, "The stripes are back.");
        Assert.True((await (await house.Stranger().GetAsync(link)).Form("/survey/").Forge("score", "2").SubmitAsync()).IsRedirect);

        await sasha.DoesAsync(number, "resolve", ("reply", "A new drum is in."), ("fields[resolution]", "fixed"));
        await house.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, (await house.PostForAsync(Cast.Carl)).Count(m => m.Letter == "survey"));
    }

    [Fact]
    public void An_edit_that_sets_off_a_step_is_itself_kept()
    {
        var json = """
            { "workflow": "w", "name": "W",
              "states": { "open": { "name": "Open", "phase": "open", "customerSees": "Open" }, "done": { "name": "Done", "phase": "closed", "customerSees": "Done" } },
              "steps": { "start": { "name": "Start", "to": "open", "on": "created" },
                         "finish": { "name": "Finish", "from": ["open"], "to": "done", "on": "automatic", "order": 1, "when": { "field": "priority", "is": "urgent" } } } }
            """;
        var (definition, faults) = DefinitionReader.Read(json);
        Assert.Empty(faults);
        var workflow = new PublishedWorkflow(WorkflowVersionId.New(), 1, "", CompiledWorkflow.Compile(definition!));
        var act = new Act(null, Roles.Agent, TestHouse.Monday, CommandId.New(), workflow, new(ImmutableDictionary<string, WorkingCalendar>.Empty));
        var (ticket, _) = Ticket.File(new("S", "B", BuiltInFields.UsualPriority, Channel.Phone, TeamId.New(), PersonId.New(), null, []), 1, act);
        ticket!.Edit(ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Priority, FieldValue.Of("urgent")), act);
        Assert.Equal(("done", "urgent"), (ticket.State, ticket.Priority));
    }
}
