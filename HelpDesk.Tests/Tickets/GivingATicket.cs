using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Tickets;

/// <summary>Who may be given a ticket is asked by the command itself, whatever the page found before it.</summary>
public sealed class GivingATicket
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task To_a_customer_or_to_somebody_who_is_gone_is_refused()
    {
        await using var house = new TestHouse();
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        var (sasha, ada) = (await house.CallerAsync(Cast.Sasha), await house.CallerAsync(Cast.Ada));
        var (tom, carl) = (await house.CallerAsync(Cast.Tom), await house.CallerAsync(Cast.Carl));
        Assert.Equal(StaffAnswer.Done, await house.Services.GetRequiredService<StaffCommands>().DisableAsync(tom.Id, null, ada, Ct));
        foreach (var nobody in new[] { tom.Id, carl.Id, PersonId.New() })
        {
            var answer = Assert.IsType<Answer.Refused>(await GiveAsync(house, number, nobody, sasha));
            Assert.Equal([new Reason(ReasonKind.WrongValue, Requirements.Assignee)], answer.Reasons);
        }
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
        Assert.IsType<Answer.Done>(await GiveAsync(house, number, sasha.Id, sasha));
    }

    [Fact]
    public async Task Of_a_private_team_it_is_given_to_its_members_and_to_agents_who_are_managers()
    {
        await using var house = new TestHouse();
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        var (ada, sasha) = (await house.CallerAsync(Cast.Ada), await house.CallerAsync(Cast.Sasha));
        await house.ToPrivateTeamAsync(number);
        Assert.IsType<Answer.NotFound>(await GiveAsync(house, number, sasha.Id, sasha));
        var person = await house.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == sasha.Id, Ct));
        Assert.Equal(StaffAnswer.Done, await house.Services.GetRequiredService<StaffCommands>().ChangeAsync(sasha.Id, new(person.Name, PersonRoles.Agent | PersonRoles.Manager, null, []), ada, Ct));

        var manager = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains(person.Name, (await manager.GetAsync($"/desk/tickets/{number}")).Document.QuerySelectorAll("select[name=Assignee] option, select[name=assignee] option").Select(option => option.TextContent));
        await manager.AssignsToSelfAsync(number);
        Assert.Equal(sasha.Id, (await house.TicketAsync(number)).AssigneeId);
        // Another priority takes it from nobody.
        await (await manager.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/fields").Fill("priority", "high").SubmitAsync();
        var ticket = await house.TicketAsync(number);
        Assert.Equal((sasha.Id, "high"), (ticket.AssigneeId, ticket.Priority));
    }

    [Fact]
    public async Task Whom_the_workflow_names_and_who_is_gone_does_not_get_it()
    {
        await using var house = new TestHouse();
        var (tom, ada) = (await house.CallerAsync(Cast.Tom), await house.CallerAsync(Cast.Ada));
        await house.PublishAsync(("\"effects\": [ { \"mail\": \"received\"", $"\"effects\": [ {{ \"set\": {{ \"assignee\": \"{tom.Id}\" }} }}, {{ \"mail\": \"received\""));
        var carl = await house.SignedInAsync(Cast.Carl);
        Assert.Equal(tom.Id, (await house.TicketAsync(await carl.FilesAsync())).AssigneeId);
        await house.Services.GetRequiredService<StaffCommands>().DisableAsync(tom.Id, null, ada, Ct);
        var number = await carl.FilesAsync("And another one");
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
        var filed = await house.ReadAsync(db => db.TicketEvents.AsNoTracking().Where(e => e.TicketId == db.Tickets.Single(t => t.Number == number).Id).OrderBy(e => e.Sequence).ToListAsync(Ct));
        // A deed of its own: in the log it follows the filing, and is no part of it.
        var lost = Assert.Single(filed, e => e.Kind == EventKind.FieldsChanged);
        Assert.Equal((null, true), (lost.By, lost.Changes[BuiltInFields.Assignee].IsEmpty));
        Assert.DoesNotContain(filed, e => e.Kind == EventKind.Filed && e.Command == lost.Command);
        Assert.Contains("And another one", (await (await house.SignedInAsync(Cast.Sasha)).GetAsync("/desk?view=unassigned")).Text);
    }

    [Fact]
    public async Task Nor_does_it_where_an_automatic_step_names_them_again_and_again()
    {
        await using var house = new TestHouse();
        var (tom, ada) = (await house.CallerAsync(Cast.Tom), await house.CallerAsync(Cast.Ada));
        await house.PublishAsync(("\"close\":    {", $"\"dispatch\": {{ \"name\": \"Dispatch\", \"from\": [\"open\"], \"on\": \"automatic\", \"order\": 1, \"when\": {{ \"field\": \"assignee\", \"empty\": true }}, \"effects\": [ {{ \"set\": {{ \"assignee\": \"{tom.Id}\" }} }} ] }}, \"close\":    {{"));
        var carl = await house.SignedInAsync(Cast.Carl);
        Assert.Equal(tom.Id, (await house.TicketAsync(await carl.FilesAsync())).AssigneeId);
        await house.Services.GetRequiredService<StaffCommands>().DisableAsync(tom.Id, null, ada, Ct);
        Assert.Null((await house.TicketAsync(await carl.FilesAsync("And another one"))).AssigneeId);
    }

    [Fact]
    public async Task Whom_a_timer_named_stands_in_the_history()
    {
        await using var house = new TestHouse();
        await house.PublishAsync(("[ { \"mail\": \"still-unassigned\", \"to\": \"team\" } ]", "[ { \"assign\": \"round-robin\" } ]"), (", \"still-unassigned\"", ""));
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        await house.PassAsync(TimeSpan.FromDays(1));
        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Equal((await house.CallerAsync(Cast.Sasha)).Id, (await house.TicketAsync(number)).AssigneeId);
        Assert.Matches(@"came due: assigned to Sasha", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    private static async Task<Answer> GiveAsync(TestHouse house, long number, PersonId to, Caller by) =>
        await house.Commands().TakeAsync(VisibleTicket.AtDesk(by, number), "assign", StepInput.Empty with { Assignee = to }, (await house.TicketAsync(number)).Revision, by, Roles.Agent, CommandId.New(), Ct);
}
