using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Where a ticket stands in its workflow, and how it came there.</summary>
public sealed class WayController(TicketPages pages) : DeskController
{
    [HttpGet("/desk/tickets/{number:long}/way")]
    public async Task<IActionResult> Show(long number, CancellationToken ct) => await pages.WayAsync(number, Me, ct) is { } page ? View("Way", page) : NotFound();
}
