using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A customer agrees to something about their own request, or does not.</summary>
public sealed class ConsentsController(RequestReading one, TicketCommands commands, ReasonSentences reasons, Words words) : PortalController
{
    [HttpPost("/portal/tickets/{number:long}/approvals/{id:guid}/answer")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] ConsentForm form, CancellationToken ct)
    {
        if (await one.FindAsync(number, Me, ct) is not { } page) return NotFound();
        if (form.Fault(words) is { } fault) return Refused(page, id, form, fault);
        var me = Me;
        switch (await commands.ConsentAsync(VisibleTicket.InPortal(me, number), ApprovalId.From(id), form.Granted!.Value, form.Words, me, Roles.Customer, Given(form.Command), ct))
        {
            case Answer.Done:
                TempData["Notice"] = words["Thank you. We have been told."];
                return Redirect($"/portal/tickets/{number}");
            case Answer.Refused refused:
                return Refused(page, id, form, string.Join(' ', refused.Reasons.Select(reason => reasons.Of(reason, page.Workflow))));
            default:
                return NotFound();
        }
    }

    private ViewResult Refused(RequestPage page, Guid id, ConsentForm form, string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError(page.Consents.Any(c => c.Id.Value == id) ? AskedConsent.ControlOf(ApprovalId.From(id)) : "next", sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page with { Comment = form.Comment });
    }
}
