using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Manage.Studio;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>A workflow files its own tickets by the clock of the product's zone.</summary>
public sealed class StartingOnSchedule
{
    internal const string Rounds = """
        {
          "workflow": "rounds", "name": "Rounds", "letters": ["new-request", "received"],
          "states": { "open": { "name": "Open", "phase": "open" }, "done": { "name": "Done", "phase": "closed" } },
          "steps": {
            "morning": { "name": "Every morning", "to": "open", "on": { "schedule": "0 7 * * 1-5" }, "template": { "subject": "Look after the server room", "message": "Temperature, lights, leaks.", "fields": { "priority": "high" } },
                         "effects": [ { "mail": "new-request", "to": "team" }, { "mail": "received", "to": "customer" } ] },
            "finish":  { "name": "Finish", "from": ["open"], "to": "done", "by": ["agent"], "requires": ["reply"] }
          }
        }
        """;

    [Fact]
    public async Task It_files_one_ticket_at_each_of_its_times()
    {
        await using var house = new TestHouse();
        await house.PublishJsonAsync(Rounds);
        // Monday, nine in Berlin: the next seven o'clock is tomorrow's.
        await house.PassAsync(TimeSpan.FromHours(22) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await CountAsync(house));
        await house.PassAsync(TimeSpan.FromMinutes(1));
        await house.SettleAsync();
        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        Assert.Equal(("Look after the server room", "high", Channel.Schedule, "open"), (ticket.Subject, ticket.Priority, ticket.Channel, ticket.State));

        var sasha = await house.SignedInAsync(Cast.Sasha);
        var page = (await sasha.GetAsync($"/desk/tickets/{ticket.Number}")).Text;
        Assert.Contains("Temperature, lights, leaks.", page);
        Assert.Contains("by a schedule", page);
        Assert.Single(await house.PostForAsync(Cast.Sasha), mail => mail.Letter == "new-request");
        // Nobody published it by name, so it is the oldest manager's, who reads it at the desk.
        var mail = Assert.Single(await house.ReadAsync(db => db.Outbox.Where(m => m.Letter == "received").ToListAsync()));
        Assert.Contains($"/desk/tickets/{ticket.Number}", mail.Text);

        await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, await CountAsync(house));
    }

    [Fact]
    public async Task Times_that_went_by_while_nobody_ran_are_one_ticket_whoever_asks()
    {
        await using var house = new TestHouse();
        await house.PublishJsonAsync(Rounds);
        house.Clock.Advance(TimeSpan.FromDays(10));
        var starts = house.Services.GetRequiredService<DueStarts>();
        var due = await house.ReadAsync(db => db.ScheduledStarts.Select(start => start.Id).SingleAsync());
        var tickets = house.Services.GetRequiredService<TicketCommands>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => i % 2 == 0 ? starts.RunAsync(CancellationToken.None) : (Task)tickets.FileDueAsync(due, CancellationToken.None))));
        await starts.RunAsync(CancellationToken.None);
        Assert.Equal(1, await CountAsync(house));
        // Thursday of the week after: the next one is Friday's.
        Assert.Equal(new DateTimeOffset(2036, 3, 14, 6, 0, 0, TimeSpan.Zero), await house.ReadAsync(db => db.ScheduledStarts.Select(start => start.DueAt).SingleAsync()));
    }

    [Fact]
    public async Task What_one_team_tries_changes_the_schedules_when_it_is_for_all()
    {
        const string workflow = "/manage/workflows/rounds";
        await using var house = new TestHouse();
        await house.PublishJsonAsync(Rounds);
        var mia = await house.SignedInAsync(Cast.Mia);
        await ChangingAWorkflow.PostAsync(mia, workflow, $"{workflow}/draft");
        var text = (await mia.GetAsync($"{workflow}/draft/text")).Form($"{workflow}/draft/text");
        Assert.True((await text.Fill("json", text["json"].Replace("0 7 * * 1-5", "0 9 * * 1-5", StringComparison.Ordinal)).SubmitAsync()).IsRedirect);
        var team = await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync());
        var tried = await (await mia.GetAsync($"{workflow}/publication")).Form($"{workflow}/publication").Fill("reason", "Try it later.").Fill("team", team.ToString()).SubmitAsync();
        Assert.True(tried.IsRedirect, tried.Text);
        Assert.Equal("0 7 * * 1-5", await house.ReadAsync(db => db.ScheduledStarts.Select(start => start.Times).SingleAsync()));
        await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, await CountAsync(house));
        mia = await house.SignedInAsync(Cast.Mia);
        Assert.True((await (await mia.GetAsync(workflow)).Form($"{workflow}/versions/2/release").Fill("way", "Pin").SubmitAsync()).IsRedirect);
        Assert.Equal("0 9 * * 1-5", await house.ReadAsync(db => db.ScheduledStarts.Select(start => start.Times).SingleAsync()));
    }

    [Fact]
    public async Task A_new_version_keeps_the_schedules_that_it_has_and_ends_those_that_it_has_not()
    {
        await using var house = new TestHouse();
        await house.PublishJsonAsync(Rounds);
        await house.PublishJsonAsync(Rounds.Replace("Temperature, lights, leaks.", "Temperature and leaks.", StringComparison.Ordinal));
        await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("Temperature and leaks.", await house.ReadAsync(db => db.TicketMessages.Select(m => m.Body).SingleAsync()));
        await house.PublishJsonAsync(Rounds.Replace("0 7 * * 1-5", "0 7 * * 1", StringComparison.Ordinal));
        await house.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(1, await CountAsync(house));
        await house.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(2, await CountAsync(house));
    }

    private static Task<int> CountAsync(TestHouse house) => house.ReadAsync(db => db.Tickets.CountAsync());
}
