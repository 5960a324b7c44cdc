using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>Plays by the real commands, many in a commit: nobody waits for an answer here. It can play whatever the desk can do.</summary>
internal sealed class CommandStage(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, ITokenSeal seal, VirtualClock clock, bool keepTokens) : IPlayedStage
{
    public int Happenings => 250;

    public Task StretchAsync(Func<IPlayedDesk, Task> play, CancellationToken ct) => writes.GroupAsync(async (group, cancel) =>
    {
        var desk = new CommandDesk(group, new TicketCommands(group, workflows, reactions, clock), workflows, seal, keepTokens);
        await play(desk);
        await desk.PostAsync(cancel);
    }, ct);

    public Task EndAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>The commands of a stretch of play that is committed as one.</summary>
internal sealed class CommandDesk(Writes writes, TicketCommands tickets, WorkflowLibrary workflows, ITokenSeal seal, bool keepTokens) : IPlayedDesk
{
    /// <summary>How long after it was owed a mail counts as sent.</summary>
    public static readonly TimeSpan Delivery = TimeSpan.FromSeconds(4);

    private readonly Dictionary<TicketId, Played> touched = [];

    public async Task<Played?> FileAsync(NewRequest request, Caller by, Roles role, CancellationToken ct)
    {
        if (await tickets.FileAsync(request, by, role, CommandId.New(), ct) is not Answer.Done done) return null;
        return Touched(new Played(done.Number, await IdAsync(done.Number, ct)));
    }

    public Task<(Ticket Ticket, CompiledWorkflow Workflow)> SeeAsync(Played ticket, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var seen = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id, cancel);
        return (seen, (await workflows.GetAsync(db, seen.WorkflowVersionId, cancel)).Compiled);
    }, OnConflict.DecideAnew, ct);

    public async Task<bool> TakeAsync(Played ticket, string step, StepInput input, int revision, Caller by, Roles role, CancellationToken ct)
    {
        var visible = role == Roles.Customer ? VisibleTicket.InPortal(by, ticket.Number) : AtDesk(ticket, by);
        return await tickets.TakeAsync(visible, step, input, revision, by, role, CommandId.New(), ct) is Answer.Done && Touched(ticket) is not null;
    }

    public Task ReplyAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct) =>
        tickets.ReplyAsync(AtDesk(Touched(ticket), by), text, [], by, role, CommandId.New(), ct);

    public Task NoteAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct) =>
        tickets.NoteAsync(AtDesk(Touched(ticket), by), text, [], by, role, CommandId.New(), ct);

    public async Task<bool> HearAsync(Played ticket, string text, ImmutableArray<StoredFile> files, Caller by, CancellationToken ct)
    {
        Touched(ticket);
        var answer = await tickets.HearAsync(VisibleTicket.InPortal(by, ticket.Number), text, files, by, CommandId.New(), ct);
        if (answer is not Answer.Done done || done.Number == ticket.Number) return false;
        ticket.GoOnIn(done.Number, await IdAsync(done.Number, ct));
        Touched(ticket);
        return true;
    }

    public async Task RateAsync(Played ticket, int score, string? comment, CancellationToken ct)
    {
        // The link is in a mail that this very stretch may have brought forth.
        await PostAsync(ct);
        if (Touched(ticket).SurveyToken is { } token) await tickets.RateAsync(token, score, comment, ct);
        ticket.SurveyToken = null;
    }

    public Task FireAsync(Played ticket, TimerId timer, CancellationToken ct)
    {
        Touched(ticket);
        return tickets.FireDueAsync(timer, ct);
    }

    public Task<List<(TimerId Id, DateTimeOffset At)>> NewTimersAsync(Played ticket, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var armed = await db.TicketTimers.AsNoTracking().Where(t => t.TicketId == ticket.Id && t.Entry > ticket.Entry && t.Fate == TimerFate.Armed)
            .OrderBy(t => t.DueAt).Select(t => new { t.Id, t.DueAt, t.Entry }).ToListAsync(cancel);
        if (armed.Count > 0) ticket.Entry = armed.Max(t => t.Entry);
        return armed.ConvertAll(t => (t.Id, t.DueAt));
    }, OnConflict.DecideAnew, ct);

    /// <summary>What the played tickets mailed is caught, not sent: with the time at which it would have gone out.</summary>
    public Task PostAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var ids = touched.Keys.ToList();
        foreach (var mail in await db.Outbox.Where(m => ids.Contains(m.TicketId!.Value) && m.Fate == MailFate.Pending).ToListAsync(cancel))
        {
            if (mail.SealedToken is { } token) touched[mail.TicketId!.Value].SurveyToken = seal.Open(token);
            mail.BeSent(mail.CreatedAt + Delivery, keepTokens);
        }
        return true;
    }, OnConflict.DecideAnew, ct);

    private Played Touched(Played ticket) => touched[ticket.Id] = ticket;

    private Task<TicketId> IdAsync(long number, CancellationToken ct) => writes.DoAsync((db, cancel) => db.Tickets.Numbered(number).Select(t => t.Id).SingleAsync(cancel), OnConflict.DecideAnew, ct);

    private static VisibleTicket AtDesk(Played ticket, Caller by) => VisibleTicket.AtDesk(by, ticket.Number);
}
