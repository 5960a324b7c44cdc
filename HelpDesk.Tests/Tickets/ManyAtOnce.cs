using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Tickets;

/// <summary>P5: exactly one of many concurrent steps wins, and no word is lost.</summary>
public sealed class ManyAtOnce
{
    [Fact]
    public async Task Of_twenty_steps_on_one_page_one_wins_and_nineteen_are_stale()
    {
        await using var house = new TestHouse();
        var number = await house.AssignedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var commands = house.Services.GetRequiredService<TicketCommands>();
        var sasha = await CallerAsync(house, Cast.Sasha);
        var revision = (await house.TicketAsync(number)).Revision;
        var input = StepInput.Empty with { Reply = "Which printer?" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            commands.TakeAsync(VisibleTicket.AtDesk(sasha, number), "ask", input, revision, sasha, Roles.Agent, CommandId.New(), CancellationToken.None))));

        Assert.Single(answers, a => a is Answer.Done);
        Assert.Equal(19, answers.Count(a => a is Answer.Stale));
        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Step == "ask")));
        Assert.Equal(1, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Letter == "reply")));
    }

    [Fact]
    public async Task Of_twenty_replies_at_once_each_is_kept_and_numbered()
    {
        await using var house = new TestHouse();
        var number = await house.AssignedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var commands = house.Services.GetRequiredService<TicketCommands>();
        var carl = await CallerAsync(house, Cast.Carl);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            commands.HearAsync(VisibleTicket.InPortal(carl, number), $"word {i}", [], carl, CommandId.New(), CancellationToken.None))));

        Assert.All(answers, a => Assert.IsType<Answer.Done>(a));
        var ticket = await house.TicketAsync(number);
        var sequences = await house.ReadAsync(db => db.TicketEvents.Where(e => e.TicketId == ticket.Id).OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, ticket.LastSequence), sequences);
        Assert.Equal(20, await house.ReadAsync(db => db.TicketMessages.CountAsync(m => m.Body.StartsWith("word "))));
    }

    [Fact]
    public async Task A_timer_that_two_sweepers_find_fires_once()
    {
        await using var house = new TestHouse();
        var number = await house.PendingTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        house.Clock.Advance(TimeSpan.FromDays(2));
        var commands = house.Services.GetRequiredService<TicketCommands>();
        var ticket = await house.TicketAsync(number);
        var timer = await house.ReadAsync(db => db.TicketTimers.Where(t => t.TicketId == ticket.Id && t.Entry == ticket.Entry).OrderBy(t => t.DueAt).FirstAsync());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => commands.FireDueAsync(timer.Id, CancellationToken.None))));

        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.TimerFired)));
        Assert.Equal(1, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Letter == "reminder")));
    }

    private static Task<Caller> CallerAsync(TestHouse house, string email) =>
        house.ReadAsync(async db => new Caller(await db.Users.Where(p => p.Email == email).Select(p => p.Id).SingleAsync(), await db.Users.Where(p => p.Email == email).Select(p => p.Roles).SingleAsync()));
}
