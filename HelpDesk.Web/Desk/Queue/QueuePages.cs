using System.Collections.Concurrent;
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

    private static readonly ConcurrentDictionary<(string View, PersonRoles Roles), QuickQuery<PersonId, DateTimeOffset, QueueRow>> FirstPages = new();
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, DateTimeOffset, QueueCounts>> Counts = new();

    public async Task<QueuePage> LoadAsync(QueueFilter filter, Caller me, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (rows, newer, older) = await RowsAsync(filter, me, now, ct);
        var kinds = await library.AllCurrentAsync(db, ct);
        return new(filter, await CountAsync(me, now, ct), rows, newer, older,
            [.. kinds.Select(kind => new FilterOption(kind.Definition.Key, kind.Definition.Name.Shown()))], States(kinds, filter.Kind),
            await FilterOptions.TeamsAsync(db, me, ct), await FilterOptions.AgentsAsync(db, ct));
    }

    // Of all kinds together a state stands once, under the name that the first kind gives it.
    private static ImmutableArray<FilterOption> States(ImmutableArray<PublishedWorkflow> kinds, string? kind) =>
        [.. kinds.Where(one => string.IsNullOrEmpty(kind) || one.Definition.Key == kind).SelectMany(one => one.Definition.States).DistinctBy(state => state.Key).Select(state => new FilterOption(state.Key, state.Name.Shown()))];

    private async Task<(ImmutableArray<QueueRow> Rows, Cursor? Newer, Cursor? Older)> RowsAsync(QueueFilter filter, Caller me, DateTimeOffset now, CancellationToken ct)
    {
        var (after, before) = (Cursor.Parse(filter.After), Cursor.Parse(filter.Before));
        var found = after is null && before is null && !filter.IsNarrowed
            ? await FirstPages.GetOrAdd((filter.KnownView, me.Roles), key => new((db, id, at) => Rows(db, QueueFilter.OfView(key.View), new(id, key.Roles), at, null, null))).ListAsync(db, me.Id, now, ct)
            : await Rows(db, filter, me, now, after, before).ToListAsync(ct);
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

    // One more than is shown tells whether there is a page beyond.
    private static IQueryable<QueueRow> Rows(HelpDeskDb db, QueueFilter filter, Caller me, DateTimeOffset now, Cursor? after, Cursor? before) => Window(filter.Of(db, me, now), after, before).Take(PageSize + 1).AsNoTracking().Select(t => new QueueRow(
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
    private async Task<QueueCounts> CountAsync(Caller me, DateTimeOffset now, CancellationToken ct) =>
        (await Counts.GetOrAdd(me.Roles, roles => new((db, id, at) => CountsOf(db, new(id, roles), at))).ListAsync(db, me.Id, now, ct))[0];

    private static IQueryable<QueueCounts> CountsOf(HelpDeskDb db, Caller me, DateTimeOffset now)
    {
        var everything = db.VisibleAtDesk(me);
        var visible = everything.NotSpam();
        var (mine, unassigned, waiting) = (Few(visible.AssignedTo(me.Id).Unresolved()), Few(visible.Unassigned()), Few(visible.Waiting()));
        // Those with a warning, and those whose clock alone is over: each has its index, both together have none.
        var (warned, late) = (Few(visible.Where(t => t.OverdueSince != null)), Few(visible.Where(t => t.OverdueSince == null && t.ClockDueAt < now)));
        var (resolved, all) = (Few(visible.Where(t => t.Phase == Phase.Resolved)), Few(visible.Unresolved()));
        var (consent, spam) = (Few(visible.AwaitingAnswerOf(db, me.Id, me.AtDesk())), Few(everything.Spam()));
        return db.Teams.OrderBy(t => t.Id)
            .Select(_ => new QueueCounts(mine.Count(), unassigned.Count(), waiting.Count(), warned.Count() + late.Count(), resolved.Count(), consent.Count(), spam.Count(), all.Count())).Take(1);

        // One more than is shown tells that there are more.
        static IQueryable<Ticket> Few(IQueryable<Ticket> tickets) => tickets.Take(QueueCounts.Most + 1);
    }
}
