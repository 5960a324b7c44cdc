using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Timetable;

public sealed class TimersComingDue
{
    [Fact]
    public async Task A_customer_who_is_silent_is_reminded_twice_and_then_the_ticket_is_resolved()
    {
        await using var house = await MailroomHouse.OpenAsync(new ScriptedCarrier());
        var number = await AskedAsync(house);
        await house.PassAsync(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RemindersAsync(house));
        await house.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RemindersAsync(house));
        await house.PassAsync(TimeSpan.FromDays(2));
        await house.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, await RemindersAsync(house));
        await house.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("resolved", await StateAsync(house, number));
    }

    [Fact]
    public async Task What_came_due_while_nobody_ran_happens_at_the_next_run_once()
    {
        await using var house = await MailroomHouse.OpenAsync(new ScriptedCarrier());
        for (var i = 0; i < 60; i++) await AskedAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(4));
        var timers = house.Get<DueTimers>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => timers.RunAsync(CancellationToken.None))));
        await timers.RunAsync(CancellationToken.None);

        Assert.Equal(120, await RemindersAsync(house));
    }

    [Fact]
    public async Task A_timer_that_cannot_happen_keeps_no_other()
    {
        await using var house = await MailroomHouse.OpenAsync(new ScriptedCarrier());
        var broken = await AskedAsync(house);
        var sound = await AskedAsync(house);
        await house.WriteAsync(async (db, cancel) =>
        {
            var unreadable = new WorkflowVersion("unreadable", 1, "{}", "", null, house.Clock.GetUtcNow());
            db.WorkflowVersions.Add(unreadable);
            await db.SaveChangesAsync(cancel);
            return await db.Tickets.Numbered(broken).ExecuteUpdateAsync(set => set.SetProperty(t => t.WorkflowVersionId, unreadable.Id), cancel);
        });
        await house.PassAsync(TimeSpan.FromDays(7));

        Assert.Equal("resolved", await StateAsync(house, sound));
        Assert.Equal("pending", await StateAsync(house, broken));
        Assert.True(await house.ReadAsync(db => db.TicketTimers.DueBy(house.Clock.GetUtcNow()).AnyAsync()));
    }

    private static async Task<long> AskedAsync(MailroomHouse house)
    {
        var number = await house.FileAsync();
        await house.AssignAsync(number, house.Sasha.Id);
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which one?" });
        return number;
    }

    private static Task<int> RemindersAsync(MailroomHouse house) => house.ReadAsync(db => db.Outbox.CountAsync(m => m.Letter == "reminder"));

    private static Task<string> StateAsync(MailroomHouse house, long number) => house.ReadAsync(db => db.Tickets.Numbered(number).Select(t => t.State).SingleAsync());
}
