using HelpDesk.Domain.Accounts;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// What staff say about a ticket that nobody should have to read. No workflow is asked: it is not on any way.
public sealed partial class TicketCommands
{
    /// <summary>Staff mark a ticket as spam, whatever it was shown as. Refused for one that nobody sent, where no page offers it.</summary>
    public Task<Answer> MarkSpamAsync(VisibleTicket visible, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, null, by, role, command, (ticket, act) => ticket.MayBeSpam ? Said(ticket.MarkSpam, act) : new Decision.Refused([]), ct, alsoOnSpam: true);

    /// <summary>Staff say that a ticket is no spam.</summary>
    public Task<Answer> UnmarkSpamAsync(VisibleTicket visible, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, null, by, role, command, (ticket, act) => Said(ticket.UnmarkSpam, act), ct, alsoOnSpam: true);

    private static Decision.Stayed Said(Action<Act> verb, Act act)
    {
        verb(act);
        return Decision.Stayed.Nothing;
    }
}
