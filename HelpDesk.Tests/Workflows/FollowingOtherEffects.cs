using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>Notes, assignment and timers that count from messages, in the running product.</summary>
public sealed class FollowingOtherEffects
{
    [Fact]
    public async Task A_note_of_the_system_is_for_staff_only()
    {
        await using var house = new TestHouse();
        await house.PublishAsync(("{ \"mail\": \"new-request\", \"to\": \"team\" }", "{ \"mail\": \"new-request\", \"to\": \"agents\" }, { \"note\": \"Ask for the serial number.\" }"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await carl.FilesAsync();
        await house.SettleAsync();
        Assert.Contains("Ask for the serial number.", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.DoesNotContain("Ask for the serial number.", (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        foreach (var agent in new[] { Cast.Sasha, Cast.Tom })
            Assert.Contains(await house.PostForAsync(agent), mail => mail.Subject!.Contains("The printer prints stripes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Least_busy_names_who_has_fewer_and_nobody_where_the_team_is_empty()
    {
        await using var house = new TestHouse();
        await house.PublishAsync(("{ \"mail\": \"new-request\", \"to\": \"team\" }", "{ \"mail\": \"new-request\", \"to\": \"team\" }, { \"assign\": \"least-busy\" }"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var first = await house.TicketAsync(await carl.FilesAsync());
        // Sasha is the only agent of the first line.
        Assert.Equal(await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Sasha).Select(p => p.Id).SingleAsync()), first.AssigneeId);
        Assert.Equal(Phase.Open, first.Phase);
    }

    [Fact]
    public async Task Previous_gives_a_ticket_back_to_who_had_it()
    {
        await using var house = new TestHouse();
        await house.PublishAsync(
            ("\"reopen\":   { \"name\": \"Reopen\", \"from\": [\"resolved\"], \"to\": \"assigned\", \"on\": \"customer-replied\",\n                  \"effects\": [", "\"reopen\":   { \"name\": \"Reopen\", \"from\": [\"resolved\"], \"to\": \"assigned\", \"on\": \"customer-replied\",\n                  \"effects\": [ { \"assign\": \"previous\" },"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var (sashaId, tomId) = (await IdAsync(house, Cast.Sasha), await IdAsync(house, Cast.Tom));
        await sasha.DoesAsync(number, "reassign", ("assignee", $"{tomId}"));
        await sasha.DoesAsync(number, "resolve", ("reply", "Done."), ("fields[resolution]", "fixed"));
        Assert.Equal(tomId, $"{(await house.TicketAsync(number)).AssigneeId}");
        await carl.RepliesAsync(number, "It still does it.");
        Assert.Equal(sashaId, $"{(await house.TicketAsync(number)).AssigneeId}");
    }

    [Fact]
    public async Task A_message_lets_a_timer_count_anew_and_the_old_due_time_is_gone()
    {
        await using var house = new TestHouse();
        await house.PublishAsync(("\"assigned\": { \"name\": \"Assigned\", \"phase\": \"assigned\", \"customerSees\": \"Being worked on\" }",
            "\"assigned\": { \"name\": \"Assigned\", \"phase\": \"assigned\", \"customerSees\": \"Being worked on\", \"timers\": { \"waiting\": { \"after\": \"2d\", \"anchor\": \"last-customer-message\", \"repeat\": 2, \"effects\": [ { \"mail\": \"still-unassigned\", \"to\": \"assignee\" } ] } } }"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(1, await FiredAsync(house, number));
        await house.PassAsync(TimeSpan.FromDays(1));
        await carl.RepliesAsync(number, "Any news?");
        await house.PassAsync(TimeSpan.FromDays(1.5));
        // The second would have come on the fourth day; it counts from the reply now, as does the first.
        Assert.Equal(1, await FiredAsync(house, number));
        await house.PassAsync(TimeSpan.FromDays(0.5));
        Assert.Equal(2, await FiredAsync(house, number));
        await house.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(3, await FiredAsync(house, number));
        await house.PassAsync(TimeSpan.FromDays(9));
        Assert.Equal(3, await FiredAsync(house, number));
    }

    private static Task<int> FiredAsync(TestHouse house, long number) =>
        house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.TimerFired && e.Timer == "waiting" && db.Tickets.Any(t => t.Id == e.TicketId && t.Number == number)));

    private static async Task<string> IdAsync(TestHouse house, string email) =>
        (await house.ReadAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.Id).SingleAsync())).ToString();
}
