using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

public sealed class TicketsController(TicketPages pages, PhoneFiling filing, Words words) : DeskController
{
    [HttpGet("/desk/tickets/{number:long}")]
    public async Task<IActionResult> Show(long number, bool older, Guid? again, CancellationToken ct) =>
        await pages.LoadAsync(number, Me, ct, older ? TicketPages.Most : TicketPages.Newest, again: again is { } taken ? MessageId.From(taken) : null) is { } page ? View(page) : NotFound();

    [HttpGet("/desk/tickets/new")]
    public async Task<IActionResult> New(string? email, string? kind, CancellationToken ct) => View(await filing.PageAsync(new() { Email = email, Kind = kind }, Me, ct));

    /// <summary>Where a refused form was shown: opened by its address, it leads back to the ticket.</summary>
    [HttpGet("/desk/tickets/{number:long}/{form:regex(^(replies|notes|steps|fields|assignment|timers|approvals|spam|subject|followers)$)}/{**rest}")]
    public IActionResult Form(long number) => Redirect($"/desk/tickets/{number}");

    [HttpPost("/desk/tickets"), RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
    public async Task<IActionResult> Create([FromForm] NewTicketForm form, CancellationToken ct)
    {
        var (number, page) = await filing.FileAsync(form, Me, ModelState, ct);
        if (number is { } filed)
        {
            TempData["Notice"] = words["Filed as #{0}.", filed];
            TempData["DraftDone"] = "phone";
            return Redirect($"/desk/tickets/{filed}");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", page);
    }
}
