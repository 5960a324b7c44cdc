using System.Runtime.CompilerServices;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Each ticket against its events: their numbers without gaps, their hashes, and where they lead.</summary>
internal static class HistoryCheck
{
    private const int Page = 200;

    public static async IAsyncEnumerable<Discrepancy> RunAsync(HelpDeskDb db, WorkflowLibrary library, [EnumeratorCancellation] CancellationToken ct)
    {
        for (long after = 0; ;)
        {
            var tickets = await db.Tickets.AsNoTracking().Where(t => t.Number > after).OrderBy(t => t.Number).Take(Page).ToListAsync(ct);
            if (tickets.Count == 0) yield break;
            after = tickets[^1].Number;
            var owners = tickets.ConvertAll(t => t.Id);
            var events = (await db.TicketEvents.AsNoTracking().Where(e => owners.Contains(e.TicketId)).ToListAsync(ct)).ToLookup(e => e.TicketId);
            foreach (var ticket in tickets)
            {
                var workflow = await library.GetAsync(db, ticket.WorkflowVersionId, ct);
                foreach (var found in Of(ticket, [.. events[ticket.Id].OrderBy(e => e.Sequence)], workflow.Compiled)) yield return found;
            }
        }
    }

    private static IEnumerable<Discrepancy> Of(Ticket ticket, List<TicketEvent> events, CompiledWorkflow workflow) =>
        [.. Numbers(ticket, events), .. Chain(ticket, events), .. Course(ticket, events, workflow)];

    private static IEnumerable<Discrepancy> Numbers(Ticket ticket, List<TicketEvent> events)
    {
        var missing = Enumerable.Range(1, ticket.LastSequence).Except(events.Select(e => e.Sequence)).ToList();
        if (missing.Count > 0)
            yield return Found("sequence", ticket, $"{missing.Count} of its {ticket.LastSequence} events are missing, the first is number {missing[0]}.");
        if (events.Count > 0 && events[^1].Sequence > ticket.LastSequence)
            yield return Found("sequence", ticket, $"It has an event {events[^1].Sequence}, but knows of {ticket.LastSequence} only: the ticket's row is older than its events.");
    }

    // After the first broken link the rest says nothing new.
    private static IEnumerable<Discrepancy> Chain(Ticket ticket, List<TicketEvent> events)
    {
        if (ticket.LastHash is null && events.TrueForAll(e => e.Hash is null))
        {
            yield return Found("unchained", ticket, "Its events are not chained yet: they are from before there was a chain, and the desk chains them within minutes of its start.");
            yield break;
        }
        byte[]? previous = null;
        foreach (var happened in events)
        {
            if (happened.Hash is null || !happened.Hash.AsSpan().SequenceEqual(EventChain.HashOf(happened, previous)))
            {
                yield return Found("chain", ticket, $"Event {happened.Sequence} ({happened.Kind}) does not fit its hash: it, or the one before it, was changed, put in or taken out.");
                yield break;
            }
            previous = happened.Hash;
        }
        if (!(ticket.LastHash ?? []).AsSpan().SequenceEqual(previous))
            yield return Found("chain", ticket, "Its newest event is not the one that it remembers: the newest were cut off, or changed.");
    }

    private static IEnumerable<Discrepancy> Course(Ticket ticket, List<TicketEvent> events, CompiledWorkflow workflow)
    {
        string? state = null;
        var (entry, enteredAt) = (0, ticket.CreatedAt);
        foreach (var happened in events.Where(e => e.Kind is EventKind.StepTaken or EventKind.Migrated))
        {
            if (happened.From is not null && happened.From != state)
                yield return Found("course", ticket, $"Event {happened.Sequence} leaves '{happened.From}', but the ticket stood in '{state}'.");
            if (happened.To is null) continue;
            state = happened.To;
            if (happened.Kind == EventKind.StepTaken) (entry, enteredAt) = (entry + 1, happened.At);
        }
        if (ticket.State != (state ?? ""))
            yield return Found("state", ticket, $"It stands in '{ticket.State}', but its events lead to '{state}'.");
        if (ticket.Entry != entry)
            yield return Found("entry", ticket, $"It says that it entered {ticket.Entry} states, but its events enter {entry}: timers of another stay could act.");
        if (ticket.EnteredAt != enteredAt)
            yield return Found("entry", ticket, $"It says that its stay began at {ticket.EnteredAt:O}, but its events say {enteredAt:O}.");
        if (workflow.State(ticket.State) is not { } stands)
            yield return Found("state", ticket, $"It stands in '{ticket.State}', which the version of its workflow does not have.");
        else if (stands.Phase != ticket.Phase)
            yield return Found("state", ticket, $"Its phase is {ticket.Phase}, but '{ticket.State}' is {stands.Phase}: lists show it in the wrong place.");
        if (events.Count > 0 && events[^1].WorkflowVersionId != ticket.WorkflowVersionId)
            yield return Found("version", ticket, "Its newest event was decided by another version of the workflow than the one that it is pinned to.");
    }

    private static Discrepancy Found(string code, Ticket ticket, string sentence) => new(code, $"ticket {ticket.Number}", sentence);
}
