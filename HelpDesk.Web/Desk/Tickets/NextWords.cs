using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What a ticket waits for, as a sentence.</summary>
public sealed class NextWords(Words words, ReaderZone zone)
{
    /// <param name="asked">When the customer wrote last, if nobody has answered since.</param>
    public IHtmlContent Of(Ticket ticket, Caller me, string customer, string? assignee, DateTimeOffset? asked) => ticket.Phase switch
    {
        _ when ticket.SpamSince is { } since => words.Html("Nothing happens to it: it is spam since {0}.", zone.Html(since)),
        Phase.Open or Phase.Assigned when ticket.IsHidden => assignee is null
            ? words.Html("Nobody takes care of it yet. It came {0}.", zone.Html(ticket.CreatedAt))
            : ticket.AssigneeId == me.Id ? words.Html("It is your turn.") : words.Html("It is the turn of {0}.", assignee),
        Phase.Open or Phase.Assigned when assignee is null => words.Html("Nobody takes care of it yet. {0} wrote {1}.", customer, zone.Html(asked ?? ticket.CreatedAt)),
        Phase.Open or Phase.Assigned when asked is { } at => ticket.AssigneeId == me.Id
            ? words.Html("{0} wrote {1} and waits for your answer.", customer, zone.Html(at))
            : words.Html("{0} wrote {1} and waits for an answer from {2}.", customer, zone.Html(at), assignee!),
        Phase.Open or Phase.Assigned => ticket.AssigneeId == me.Id
            ? words.Html("It is your turn. Nothing that {0} wrote waits for an answer.", customer)
            : words.Html("It is the turn of {0}.", assignee!),
        Phase.Pending => words.Html("Waits for {0}. It became so {1}.", customer, zone.Html(ticket.EnteredAt)),
        Phase.OnHold => words.Html("Waits for somebody else. It became so {0}.", zone.Html(ticket.EnteredAt)),
        Phase.Resolved => words.Html("Solved {0}. If {1} writes again, the workflow says what follows.", zone.Html(ticket.EnteredAt), customer),
        Phase.Closed => words.Html("Closed {0}. If {1} writes again, that opens a new request linked to this one.", zone.Html(ticket.EnteredAt), customer),
        _ => throw new InvalidOperationException($"No words for {ticket.Phase}."),
    };
}
