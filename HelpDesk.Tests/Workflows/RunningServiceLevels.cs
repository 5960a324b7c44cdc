using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>A first reply within four working hours, one for what is urgent; the time does not count while the customer is asked.</summary>
public sealed class RunningServiceLevels
{
    internal static readonly (string, string) Clocks = ("\"states\": {", """
        "clocks": { "first-reply": { "start": "created", "stop": "agent-replied", "calendar": "business", "target": [ { "when": { "field": "priority", "is": "urgent" }, "within": "1h" }, { "within": "4h" } ] },
                    "solution": { "name": "Solution", "start": "created", "stop": [ { "phase": "resolved" }, { "phase": "closed" } ], "target": "2d", "pausedIn": ["pending"] } }, "states": {
        """);

    /// <summary>First reply stops on every end, so that the proof is content.</summary>
    internal static async Task<TestHouse> HouseAsync()
    {
        var house = new TestHouse();
        await house.PublishAsync(Clocks, ("\"stop\": \"agent-replied\"", "\"stop\": [\"agent-replied\", { \"phase\": \"closed\" }]"));
        return house;
    }

    [Fact]
    public async Task The_ticket_and_the_queue_say_when_it_is_due_and_a_reply_meets_it()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await carl.FilesAsync();
        Assert.Equal(TestHouse.Monday.AddHours(4), (await house.TicketAsync(number)).ClockDueAt);
        Assert.Contains("First reply Due", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.Contains("4 working hours allowed", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.DoesNotContain("First reply", (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        Assert.Contains("Due ", (await sasha.GetAsync("/desk")).Text);

        await sasha.AssignsToSelfAsync(number);
        await house.PassAsync(TimeSpan.FromHours(1));
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        var page = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("First reply Met", page);
        Assert.Contains("Solution Paused since", page);
        Assert.Null((await house.TicketAsync(number)).ClockDueAt);

        await house.PassAsync(TimeSpan.FromDays(3));
        await carl.RepliesAsync(number, "The one on the second floor.");
        Assert.Equal(TestHouse.Monday.AddDays(5), (await house.TicketAsync(number)).ClockDueAt);
    }

    [Fact]
    public async Task A_new_priority_shortens_it_and_what_is_missed_is_overdue()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await carl.FilesAsync(priority: "urgent");
        Assert.Equal(TestHouse.Monday.AddHours(1), (await house.TicketAsync(number)).ClockDueAt);
        Assert.DoesNotContain("The printer prints stripes", (await sasha.GetAsync("/desk?view=overdue")).Text);
        await house.PassAsync(TimeSpan.FromMinutes(61));
        Assert.Contains("The printer prints stripes", (await sasha.GetAsync("/desk?view=overdue")).Text);
        Assert.Contains("First reply Missed; it was due", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }
}
