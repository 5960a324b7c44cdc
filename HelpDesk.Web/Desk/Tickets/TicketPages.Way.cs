using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

// Where it stands in its workflow: four queries.
public sealed partial class TicketPages
{
    /// <summary>The newest events from which the way is told.</summary>
    private const int WayEvents = 1000;

    /// <summary>The ticket in its workflow, or null when there is no such ticket for this reader.</summary>
    public async Task<WayPage?> WayAsync(long number, Caller me, CancellationToken ct)
    {
        if (await HeadAsync(number, me, ct) is not { } head) return null;
        var ticket = head.Ticket;
        var workflow = await library.GetAsync(db, ticket.WorkflowVersionId, ct);
        var events = await EventsAsync(ticket, WayEvents, ct);
        var people = events.Select(e => e.By).OfType<PersonId>().Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var source = new TimelineSource(ticket, head.Customer, events, new Dictionary<int, MessageRow>(), Array.Empty<MailRow>().ToLookup(mail => mail.Sequence),
            names, new Dictionary<string, string>(), await VersionsAsync(events, [], workflow, ct));
        return new(ticket, workflow, head.Customer, words.Timeline.Way(source), events is [{ Sequence: > 1 }, ..],
            await AheadAsync(ticket, workflow, head.Customer, ct), ticket.Steps(workflow.Compiled, me.AtDesk()));
    }
}
