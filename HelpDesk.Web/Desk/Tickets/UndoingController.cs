using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Taking a reply back in the few seconds before its mail leaves.</summary>
public sealed class UndoingController(TicketCommands tickets, Words words) : DeskController
{
    [HttpPost("/desk/tickets/{number:long}/replies/{message:guid}/undoing")]
    public async Task<IActionResult> Create(long number, Guid message, CancellationToken ct)
    {
        var me = Me;
        if (await tickets.WithdrawAsync(VisibleTicket.AtDesk(me, number), MessageId.From(message), me, me.AtDesk(), ct) is not { } taken) return NotFound();
        if (!taken.InTime)
        {
            TempData["Problem"] = words["It has left already."];
            return Redirect($"/desk/tickets/{number}#latest");
        }
        TempData["Notice"] = string.Join(' ', Sentences(taken));
        return Redirect($"/desk/tickets/{number}?again={message}#composer");
    }

    private IEnumerable<string> Sentences(TakenBack taken)
    {
        yield return words["Your reply was taken back: it is not mailed, and its words are below."];
        if (taken.WithStep) yield return words["The step that went with it stands."];
        if (taken.WithFiles) yield return words["Choose its files again."];
    }
}
