using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// The tickets from before there was a hash chain.
public sealed partial class TicketCommands
{
    /// <summary>Chains the events of some tickets. Safe to call twice; to a ticket that something happens to meanwhile that command does it.</summary>
    public Task<bool> ChainAsync(IReadOnlyList<TicketId> ids, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var unchained = await db.Tickets.AsNoTracking().Unchained().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.LastSequence }).ToListAsync(cancel);
            var owners = unchained.Select(t => t.Id).ToList();
            var events = (await db.TicketEvents.Where(e => owners.Contains(e.TicketId)).ToListAsync(cancel)).ToLookup(e => e.TicketId);
            foreach (var ticket in unchained)
            {
                // Past the tracked ticket: nothing happens to it that anybody has to be told.
                var last = EventChain.ChainAll(events[ticket.Id]) ?? []; // one that lost all its events must not come up for ever
                if (await db.Tickets.Where(t => t.Id == ticket.Id && t.LastSequence == ticket.LastSequence).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastHash, last), cancel) == 0)
                    throw new DbUpdateConcurrencyException("Something happened to this ticket.");
            }
            return true;
        }, OnConflict.DecideAnew, ct);
}

public static class UnchainedTickets
{
    /// <summary>From before there was a hash chain over events.</summary>
    public static IQueryable<Ticket> Unchained(this IQueryable<Ticket> tickets) => tickets.Where(t => t.LastHash == null);
}
