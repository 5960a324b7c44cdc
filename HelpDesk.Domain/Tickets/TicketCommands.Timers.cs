using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// What people do with the timers ahead.
public sealed partial class TicketCommands
{
    /// <summary>A person makes a timer of the present stay happen now: the same door, and an event that says who.</summary>
    public Task<Answer> FireNowAsync(VisibleTicket visible, TimerId id, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTimerAsync(visible, id, by, role, command, (ticket, timer, act) => ticket.Fire(timer, act), ct);

    /// <summary>A person gives a timer of the present stay another time, and says why. Whether the time is fit (<see cref="TicketTimer.MayWaitUntil"/>) is judged where it is read.</summary>
    public Task<Answer> PostponeAsync(VisibleTicket visible, TimerId id, DateTimeOffset to, string reason, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTimerAsync(visible, id, by, role, command, (ticket, timer, act) => ticket.Postpone(timer, to, reason, act), ct);

    /// <summary>A person decides that a timer of the present stay never fires, and says why.</summary>
    public Task<Answer> SkipAsync(VisibleTicket visible, TimerId id, string reason, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTimerAsync(visible, id, by, role, command, (ticket, timer, act) => ticket.Skip(timer, reason, act), ct);

    /// <summary>One that has acted, or whose stay is over, is stale: its reader saw an older ticket.</summary>
    private Task<Answer> OnTimerAsync(VisibleTicket visible, TimerId id, Caller by, Roles role, CommandId command, Func<Ticket, TicketTimer, Act, Decision> verb, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            var ticket = await visible.FindAsync(db, cancel);
            if (ticket is null) return new Answer.NotFound();
            var timer = await db.TicketTimers.SingleOrDefaultAsync(t => t.Id == id && t.TicketId == ticket.Id, cancel);
            if (timer is null) return new Answer.NotFound();
            if (timer.Fate != TimerFate.Armed || timer.Entry != ticket.Entry || ticket.IsSpam) return new Answer.Stale(ticket.Number);
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), by.Id, role, command, ticket.TeamId, ticket, cancel);
            return await FinishAsync(db, ticket, verb(ticket, timer, act), act, cancel);
        }, OnConflict.DecideAnew, ct);
}
