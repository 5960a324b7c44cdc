using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>
/// Counts what happened to tickets, after it happened and once: a ticket remembers up to which of its events it was counted.
/// What was there before anybody counted is counted in the same way.
/// </summary>
public sealed class Tallying(Writes writes, WorkflowLibrary library, TimeProvider clock)
{
    /// <summary>Counts some tickets in one transaction. Safe to call twice.</summary>
    public Task<bool> CountAsync(IReadOnlyList<TicketId> tickets, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var now = clock.GetUtcNow();
            var owners = await db.Tickets.AsNoTracking().Where(t => tickets.Contains(t.Id)).Select(t => new Owner(t.Id, t.LastSequence, t.CountedSequence, t.SpamSince == null ? t.Clocks : null)).ToListAsync(cancel);
            var events = (await db.TicketEvents.AsNoTracking()
                .Where(e => tickets.Contains(e.TicketId) && (e.Kind == EventKind.StepTaken || e.Kind == EventKind.Migrated || e.Kind == EventKind.SurveyAnswered))
                .OrderBy(e => e.TicketId).ThenBy(e => e.Sequence).ToListAsync(cancel)).ToLookup(e => e.TicketId);
            var missed = (await db.MissedDeadlines.Where(m => tickets.Contains(m.TicketId)).ToListAsync(cancel)).ToDictionary(m => (m.TicketId, m.Clock, m.StartedAt));
            var book = await BookAsync(db, events.SelectMany(one => one), owners, now, cancel);
            var phases = await PhasesAsync(db, events.SelectMany(one => one).Select(e => e.WorkflowVersionId).Distinct(), cancel);
            foreach (var owner in owners)
            {
                await MarkAsync(db, owner, cancel);
                var course = new Course(book, phases, owner.Counted);
                foreach (var happened in events[owner.Id].Where(e => e.Sequence <= owner.Last)) course.Follow(happened);
                Miss(db, owner, course, missed, book, now);
            }
            return true;
        }, OnConflict.DecideAnew, ct);

    /// <summary>Two nodes that count the same ticket: the second finds it counted, and begins again.</summary>
    private static async Task MarkAsync(HelpDeskDb db, Owner owner, CancellationToken ct)
    {
        if (owner.Last == owner.Counted) return;
        if (await db.Tickets.Where(t => t.Id == owner.Id && t.CountedSequence == owner.Counted).ExecuteUpdateAsync(set => set.SetProperty(t => t.CountedSequence, owner.Last), ct) == 0)
            throw new DbUpdateConcurrencyException("Somebody else counted this ticket.");
    }

    private static async Task<TallyBook> BookAsync(HelpDeskDb db, IEnumerable<TicketEvent> events, List<Owner> owners, DateTimeOffset now, CancellationToken ct)
    {
        var counted = owners.ToDictionary(owner => owner.Id, owner => owner.Counted);
        var days = events.Where(e => e.Sequence > counted[e.TicketId]).Select(e => e.At)
            .Concat(owners.SelectMany(owner => owner.Clocks.Values).Where(one => one.IsMissed(now)).Select(one => one.DueAt!.Value))
            .Select(Course.DayOf).DefaultIfEmpty(Course.DayOf(now)).ToList();
        var book = new TallyBook(db);
        await book.LoadAsync([.. events.Select(e => e.WorkflowVersionId).Distinct()], days.Min(), days.Max(), ct);
        return book;
    }

    private async Task<Func<WorkflowVersionId, string, Phase?>> PhasesAsync(HelpDeskDb db, IEnumerable<WorkflowVersionId> versions, CancellationToken ct)
    {
        var compiled = new Dictionary<WorkflowVersionId, CompiledWorkflow>();
        foreach (var id in versions) compiled[id] = (await library.GetAsync(db, id, ct)).Compiled;
        return (version, state) => compiled[version].State(state)?.Phase;
    }

    private static void Miss(HelpDeskDb db, Owner owner, Course course, Dictionary<(TicketId, string, DateTimeOffset), MissedDeadline> known, TallyBook book, DateTimeOffset now)
    {
        foreach (var (key, state) in owner.Clocks.Where(one => one.Value.IsMissed(now)))
        {
            var due = state.DueAt!.Value;
            // A column keeps microseconds, the clock more: its row is found by what a column keeps.
            var startedAt = state.StartedAt.AddTicks(-(state.StartedAt.Ticks % TimeSpan.TicksPerMicrosecond));
            if (known.TryGetValue((owner.Id, key, startedAt), out var before)) before.DueAt = due;
            else
            {
                var stood = course.At(due);
                db.MissedDeadlines.Add(new(owner.Id, key, startedAt, due, stood.Version, stood.State));
                book.Stay(stood.Version, Course.DayOf(due), stood.State).Miss();
            }
        }
    }

    private sealed record Owner(TicketId Id, int Last, int Counted, ImmutableSortedDictionary<string, ClockState>? Running)
    {
        /// <summary>None of spam: nobody owes it an answer. What it missed is counted once it is no spam.</summary>
        public ImmutableSortedDictionary<string, ClockState> Clocks => Running ?? ImmutableSortedDictionary<string, ClockState>.Empty;
    }
}

public static class TallyingQueries
{
    /// <summary>Tickets to which something happened since they were counted.</summary>
    public static IQueryable<Ticket> Uncounted(this IQueryable<Ticket> tickets) => tickets.Where(t => t.LastSequence > t.CountedSequence);

    /// <summary>Tickets of which a clock's time is over, and nobody has counted that.</summary>
    public static IQueryable<Ticket> UncountedMisses(this HelpDeskDb db, DateTimeOffset now) =>
        db.Tickets.Where(t => t.SpamSince == null && t.ClockDueAt != null && t.ClockDueAt < now && !db.MissedDeadlines.Any(m => m.TicketId == t.Id && m.DueAt == t.ClockDueAt));
}
