using System.Net;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>A workflow starts a ticket of another workflow, and goes on when that one is closed.</summary>
public sealed class StartingLinkedTickets
{
    private const string Rights = """
        {
          "workflow": "rights-check", "name": "Rights check", "letters": ["new-request", "resolved-unanswered"],
          "states": { "open": { "name": "Open", "phase": "open" }, "done": { "name": "Done", "phase": "closed" } },
          "steps": {
            "start":  { "name": "Start", "to": "open", "on": "created", "effects": [ { "mail": "new-request", "to": "team" } ] },
            "finish": { "name": "Finish", "from": ["open"], "to": "done", "by": ["agent"], "requires": ["note"] }
          }
        }
        """;

    private static readonly (string, string)[] Parent =
    [
        ("\"calendars\": [\"business\"],", "\"calendars\": [\"business\"], \"workflows\": [\"rights-check\"],"),
        ("\"pending\":  {", "\"rights\": { \"name\": \"Checking rights\", \"phase\": \"onHold\", \"customerSees\": \"Being checked\", \"effects\": [ { \"case\": \"rights-check\", \"subject\": \"Who holds the rights?\" } ] }, \"pending\":  {"),
        ("\"ask\":      {", "\"check\": { \"name\": \"Check the rights\", \"from\": [\"assigned\"], \"to\": \"rights\", \"by\": [\"agent\"] }, \"cleared\": { \"name\": \"Cleared\", \"from\": [\"rights\"], \"to\": \"assigned\", \"on\": \"case-closed\" }, \"ask\":      {"),
    ];

    [Fact]
    public async Task It_is_filed_with_the_step_and_its_end_moves_the_first_one_on()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "check");
        var (parent, linked) = (await house.TicketAsync(number), await house.TicketAsync(number + 1));
        Assert.Equal(("Who holds the rights?", parent.Id, parent.CustomerId, parent.TeamId), (linked.Subject, linked.ParentId, linked.CustomerId, linked.TeamId));
        var page = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains($"A linked ticket was started: #{number + 1} Who holds the rights?", page);
        Assert.Matches(@"Linked tickets\s*Who holds the rights\?", page);
        var other = (await sasha.GetAsync($"/desk/tickets/{number + 1}")).Text;
        Assert.Contains($"It was started by #{number} The printer prints stripes", other);
        Assert.Matches(@"Part of\s*The printer prints stripes", other);

        await sasha.DoesAsync(number + 1, "finish", ("note", "The rights are ours."));
        Assert.Equal("assigned", (await house.TicketAsync(number)).State);
        page = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("The linked ticket is closed: #" + (number + 1), page);
        Assert.Contains("The end of the linked ticket took the step Cleared", page);
    }

    [Fact]
    public async Task Its_customer_does_not_see_it_until_somebody_writes_to_them()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "check");
        foreach (var path in new[] { "/portal", $"/portal/tickets/{number}" })
            Assert.DoesNotContain("Who holds the rights?", (await carl.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync($"/portal/tickets/{number + 1}")).Status);
        Assert.Contains("The customer does not see this ticket", (await sasha.GetAsync($"/desk/tickets/{number + 1}")).Text);

        var replied = await (await sasha.GetAsync($"/desk/tickets/{number + 1}")).Form($"/desk/tickets/{number + 1}/replies").Fill("reply", "Do you own the picture?").SubmitAsync($"/desk/tickets/{number + 1}/replies");
        Assert.True(replied.IsRedirect, replied.Text);
        Assert.Contains("Do you own the picture?", (await carl.GetAsync($"/portal/tickets/{number + 1}")).Text);
        Assert.Contains("Who holds the rights?", (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        Assert.DoesNotContain("The customer does not see this ticket", (await sasha.GetAsync($"/desk/tickets/{number + 1}")).Text);
    }

    [Fact]
    public async Task It_is_nobodys_spam_for_the_first_one_waits_for_its_end()
    {
        await using var house = await HouseAsync();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "check");
        var offered = (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/spam");
        Assert.False((await sasha.GetAsync($"/desk/tickets/{number + 1}")).HasForm($"/desk/tickets/{number + 1}/spam"));
        Assert.Equal(HttpStatusCode.NotFound, (await offered.SubmitAsync($"/desk/tickets/{number + 1}/spam")).Status);
        Assert.False((await house.TicketAsync(number + 1)).IsSpam);
    }

    [Fact]
    public async Task One_that_is_closed_as_soon_as_it_starts_moves_the_first_one_in_the_same_command()
    {
        await using var house = await HouseAsync(Rights.Replace("\"to\": \"open\", \"on\": \"created\", \"effects\": [ { \"mail\": \"new-request\", \"to\": \"team\" } ]", "\"to\": \"open\", \"on\": \"created\"", StringComparison.Ordinal)
            .Replace("\"by\": [\"agent\"], \"requires\": [\"note\"]", "\"on\": \"automatic\", \"order\": 1, \"effects\": [ { \"mail\": \"resolved-unanswered\", \"to\": \"customer\" } ]", StringComparison.Ordinal));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "check");
        Assert.Equal(("assigned", "done"), ((await house.TicketAsync(number)).State, (await house.TicketAsync(number + 1)).State));
        await house.SettleAsync();
        // A mail to the customer shows it to them.
        Assert.Single(await house.PostForAsync(Cast.Carl), mail => mail.Letter == "resolved-unanswered");
        Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync($"/portal/tickets/{number + 1}")).Status);
    }

    [Fact]
    public async Task Two_workflows_that_start_each_other_come_to_an_end_and_say_so()
    {
        await using var house = await HouseAsync();
        // The check is published again: now every check asks for another.
        await house.PublishJsonAsync(Rights.Replace("\"letters\"", "\"workflows\": [\"rights-check\"], \"letters\"", StringComparison.Ordinal)
            .Replace("{ \"mail\": \"new-request\", \"to\": \"team\" }", "{ \"mail\": \"new-request\", \"to\": \"team\" }, { \"case\": \"rights-check\" }", StringComparison.Ordinal));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "check");
        Assert.Equal(Ticket.DeepestLink + 1, await house.ReadAsync(db => db.Tickets.CountAsync()));
        Assert.Contains("No linked ticket of the workflow rights-check was started", (await sasha.GetAsync($"/desk/tickets/{number + Ticket.DeepestLink}")).Text);
    }

    [Fact]
    public async Task A_workflow_that_is_not_published_cannot_be_started()
    {
        using var directory = new TempDirectory();
        var json = StandardWorkflow.Json;
        foreach (var (right, wrong) in Parent) json = json.Replace(right, wrong, StringComparison.Ordinal);
        var ran = await Ran.VerbAsync(directory.Path, ["workflow", "publish", directory.File("support.json", json)]);
        Assert.Equal(1, ran.Status);
        Assert.Matches(@"(?m)^no-workflow error ", ran.Error);
    }

    private static async Task<TestHouse> HouseAsync(string rights = Rights)
    {
        var house = new TestHouse();
        await house.PublishJsonAsync(rights);
        await house.PublishAsync(Parent);
        return house;
    }
}
