using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Desk.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>Reads the queue, in five queries whatever it holds.</summary>
public sealed class QueuePages(HelpDeskDb db, WorkflowLibrary library, TimerWords timers, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<QueuePage> LoadAsync(QueueFilter filter, Caller me, CancellationToken ct)
    {
        var visible = db.VisibleAtDesk(me);
        var now = clock.GetUtcNow();
        var (rows, newer, older) = await RowsAsync(filter.Of(db, me, now), filter, ct);
        var kinds = await library.AllCurrentAsync(db, ct);
        return new(filter, await CountAsync(visible, me, now, ct), rows, newer, older,
            [.. kinds.Select(kind => new FilterOption(kind.Definition.Key, kind.Definition.Name.Shown()))], States(kinds, filter.Kind),
            await TeamsAsync(me, ct), await AgentsAsync(ct));
    }

    // Of all kinds together a state stands once, under the name that the first kind gives it.
    private static ImmutableArray<FilterOption> States(ImmutableArray<PublishedWorkflow> kinds, string? kind) =>
        [.. kinds.Where(one => string.IsNullOrEmpty(kind) || one.Definition.Key == kind).SelectMany(one => one.Definition.States).DistinctBy(state => state.Key).Select(state => new FilterOption(state.Key, state.Name.Shown()))];

    private async Task<(ImmutableArray<QueueRow> Rows, Cursor? Newer, Cursor? Older)> RowsAsync(IQueryable<Ticket> tickets, QueueFilter filter, CancellationToken ct)
    {
        var (after, before) = (Cursor.Parse(filter.After), Cursor.Parse(filter.Before));
        // One more than is shown tells whether there is a page beyond.
        var found = await Shown(Window(tickets, after, before).Take(PageSize + 1)).ToListAsync(ct);
        var more = found.Count > PageSize;
        if (more) found.RemoveAt(PageSize);
        var backwards = after is null && before is not null;
        if (backwards) found.Reverse();

        var named = ImmutableArray.CreateBuilder<QueueRow>(found.Count);
        foreach (var row in found) named.Add(await NameAsync(row, ct));
        var rows = named.ToImmutable();
        if (rows.IsEmpty) return (rows, null, null);
        var (first, last) = (new Cursor(rows[0].ChangedAt, rows[0].Number), new Cursor(rows[^1].ChangedAt, rows[^1].Number));
        return (rows, backwards ? (more ? first : null) : (after is null ? null : first), backwards || more ? last : null);
    }

    private static IQueryable<Ticket> Window(IQueryable<Ticket> tickets, Cursor? after, Cursor? before) => (after, before) switch
    {
        ({ } place, _) => tickets.After(place.ChangedAt, place.Number).NewestFirst(),
        (_, { } place) => tickets.Before(place.ChangedAt, place.Number),
        _ => tickets.NewestFirst(),
    };

    private IQueryable<QueueRow> Shown(IQueryable<Ticket> tickets) => tickets.AsNoTracking().Select(t => new QueueRow(
        t.Number, t.Subject, t.Excerpt, t.Phase, t.State, t.Priority, t.WorkflowVersionId,
        db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(),
        db.Organisations.Where(o => o.Id == t.OrganisationId).Select(o => o.Name).FirstOrDefault(),
        db.Users.Where(p => p.Id == t.AssigneeId).Select(p => p.Name).FirstOrDefault(),
        t.ChangedAt, t.OverdueSince, t.ClockDueAt,
        db.TicketTimers.Where(x => x.TicketId == t.Id && x.Entry == t.Entry && x.Fate == TimerFate.Armed).OrderBy(x => x.DueAt).Select(x => x.Key).FirstOrDefault(),
        db.TicketTimers.Where(x => x.TicketId == t.Id && x.Entry == t.Entry && x.Fate == TimerFate.Armed).OrderBy(x => x.DueAt).Select(x => (DateTimeOffset?)x.DueAt).FirstOrDefault()));

    // Versions are read once and kept, so this asks the database nothing.
    private async Task<QueueRow> NameAsync(QueueRow row, CancellationToken ct)
    {
        var workflow = (await library.GetAsync(db, row.Version, ct)).Compiled;
        var state = workflow.State(row.State);
        var timer = state?.Timers.FirstOrDefault(t => t.Key == row.NextTimer);
        // A clock that is over is as loud as a timer that has warned.
        if (row.OverdueSince is null && row.ClockDueAt < clock.GetUtcNow()) row = row with { OverdueSince = row.ClockDueAt };
        return row with { StateName = state?.Name.Shown() ?? row.State, NextWords = timer is null ? null : timers.Briefly(timer, workflow) };
    }

    // One question to the database, in which each count goes along an index of its own.
    private Task<QueueCounts> CountAsync(IQueryable<Ticket> everything, Caller me, DateTimeOffset now, CancellationToken ct)
    {
        var (visible, spam) = (everything.NotSpam(), everything.Spam());
        var (mine, unassigned, waiting) = (visible.AssignedTo(me.Id).Unresolved(), visible.Unassigned(), visible.Waiting());
        // Those with a warning, and those whose clock alone is over: each has its index, both together have none.
        var (warned, late) = (visible.Where(t => t.OverdueSince != null), visible.Where(t => t.OverdueSince == null && t.ClockDueAt < now));
        var (resolved, all) = (visible.Where(t => t.Phase == Phase.Resolved), visible.Unresolved());
        var consent = visible.AwaitingAnswerOf(db, me.Id, me.AtDesk());
        return db.Teams.OrderBy(t => t.Id)
            .Select(_ => new QueueCounts(mine.Count(), unassigned.Count(), waiting.Count(), warned.Count() + late.Count(), resolved.Count(), consent.Count(), spam.Count(), all.Count())).FirstAsync(ct);
    }

    private async Task<ImmutableArray<FilterOption>> TeamsAsync(Caller me, CancellationToken ct) =>
        [.. (await db.TeamsVisibleTo(me).OrderBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(ct)).Select(t => new FilterOption(t.Id.ToString(), t.Name))];

    private async Task<ImmutableArray<FilterOption>> AgentsAsync(CancellationToken ct) =>
        [.. (await db.Users.Agents().OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(ct)).Select(p => new FilterOption(p.Id.ToString(), p.Name))];
}
