using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>What a customer writes on a request. On a finished one it opens a new request that goes on from it.</summary>
public sealed class RepliesController(RequestReading one, RequestFiles uploads, TicketCommands commands, Words words) : PortalController
{
    [HttpPost("/portal/tickets/{number:long}/replies")]
    [RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
    public async Task<IActionResult> Create(long number, [FromForm] ReplyForm form, [FromForm] List<IFormFile>? files, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await one.FindAsync(number, Me, ct) is not { } page) return NotFound();
        var kept = await uploads.KeepAsync(files, Me.Id, ModelState, ct);
        if (!ModelState.IsValid) return Again(page with { Reply = form });
        var me = Me;
        return await commands.HearAsync(VisibleTicket.InPortal(me, number), form.Body!, kept, me, Given(command), ct) is Answer.Done done
            ? Sent(number, done.Number)
            : NotFound();
    }

    private RedirectResult Sent(long number, long now)
    {
        TempData["Notice"] = now == number
            ? words["Thank you. Your message is with us."]
            : words["Thank you. As request {0} was finished, your message opened this new one.", number.ToString(CultureInfo.InvariantCulture)];
        TempData["DraftDone"] = $"request:{number}";
        return Redirect($"/portal/tickets/{now}");
    }

    private ViewResult Again(RequestPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page);
    }
}
