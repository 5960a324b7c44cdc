using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Putting a ticket away as spam in one click, and taking it back in one. Nobody is asked whether they are sure.</summary>
public sealed class SpamController(TicketCommands tickets, Words words) : DeskController
{
    [HttpPost("/desk/tickets/{number:long}/spam")]
    public async Task<IActionResult> Create(long number, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await tickets.MarkSpamAsync(Visible(number), Me, Me.AtDesk(), command, ct) is not Answer.Done) return NotFound();
        TempData["Notice"] = words["#{0} is marked as spam.", number];
        TempData["Undo"] = $"/desk/tickets/{number}/spam/deletion";
        return Redirect("/desk");
    }

    [HttpPost("/desk/tickets/{number:long}/spam/deletion")]
    public async Task<IActionResult> Destroy(long number, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await tickets.UnmarkSpamAsync(Visible(number), Me, Me.AtDesk(), command, ct) is not Answer.Done) return NotFound();
        TempData["Notice"] = words["It is no spam: everything is back."];
        return Redirect($"/desk/tickets/{number}#latest");
    }

    private VisibleTicket Visible(long number) => VisibleTicket.AtDesk(Me, number);
}
