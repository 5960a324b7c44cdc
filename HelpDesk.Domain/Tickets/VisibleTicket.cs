using System.Collections.Concurrent;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Domain.Tickets;

/// <summary>
/// A ticket as one person comes to it: whom it is hidden from does not find it. Commands are given one, and find the ticket inside
/// of their transaction.
/// </summary>
public sealed class VisibleTicket
{
    private static readonly ConcurrentDictionary<(Way Way, PersonRoles Roles), QuickQuery<PersonId, long, Ticket>> Queries = new();

    private readonly Way way;
    private readonly Caller by;
    private readonly long number;

    private VisibleTicket(Way way, Caller by, long number) => (this.way, this.by, this.number) = (way, by, number);

    private enum Way
    {
        Desk,
        Portal,
        TheirsInPortal,
    }

    /// <summary>As staff see it (<see cref="TicketQueries.VisibleAtDesk"/>).</summary>
    public static VisibleTicket AtDesk(Caller by, long number) => new(Way.Desk, by, number);

    /// <summary>As a customer sees it (<see cref="TicketQueries.VisibleInPortal"/>).</summary>
    public static VisibleTicket InPortal(Caller by, long number) => new(Way.Portal, by, number);

    /// <summary>As a customer who may take steps sees it (<see cref="TicketQueries.TheirsInPortal"/>).</summary>
    public static VisibleTicket TheirsInPortal(Caller by, long number) => new(Way.TheirsInPortal, by, number);

    /// <summary>The ticket, to be changed; null where there is none for them.</summary>
    internal async Task<Ticket?> FindAsync(HelpDeskDb db, CancellationToken ct)
    {
        // What somebody sees is chosen by their roles: a query for each.
        var query = Queries.GetOrAdd((way, by.Roles), static key => new((db, id, number) => Visible(db, key.Way, new(id, key.Roles)).Numbered(number)));
        return (await query.ListAsync(db, by.Id, number, ct)).SingleOrDefault();
    }

    private static IQueryable<Ticket> Visible(HelpDeskDb db, Way way, Caller by) => way switch
    {
        Way.Desk => db.VisibleAtDesk(by),
        Way.Portal => db.VisibleInPortal(by),
        _ => db.TheirsInPortal(by),
    };
}
