using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace HelpDesk.Web.Approvals;

/// <summary>The decision behind a link that needs no signing in. Its token opens this one approval for this one person and nothing else.</summary>
[AllowAnonymous, Route("/approval/{token:maxlength(200)}")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ApprovalsController(ApprovalReading reading, TicketCommands commands, Words words) : Controller
{
    private const string Text = "comment";

    /// <summary>The address holds the token: it is told to nobody, and no search engine keeps it.</summary>
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    [HttpGet, HttpHead]
    public async Task<IActionResult> Show(string token, CancellationToken ct) => Page(await reading.FindAsync(token, ct), token, null, null);

    [HttpPost]
    public async Task<IActionResult> Create(string token, [FromForm] ConsentForm form, CancellationToken ct)
    {
        if (form.Fault(words) is { } fault) return Again(await reading.FindAsync(token, ct), token, form.Comment, fault);
        return await commands.ConsentByLinkAsync(token, form.Granted!.Value, form.Words, ct) is Answer.Done
            ? Redirect($"/approval/{Uri.EscapeDataString(token)}")
            : Page(await reading.FindAsync(token, ct), token, form.Comment, null);
    }

    private ViewResult Page(AskedApproval? approval, string token, string? comment, string? fault)
    {
        if (approval is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("Gone");
        }
        var hint = approval.AsCustomer ? words["The people who work on it read this."] : words["The desk reads this, the customer does not."];
        return approval.IsOpen ? View("Show", new ApprovalPage(approval, new($"/approval/{Uri.EscapeDataString(token)}", Text, comment, fault, hint))) : View("Over", approval);
    }

    private ViewResult Again(AskedApproval? approval, string token, string? comment, string fault)
    {
        if (approval is { IsOpen: true })
        {
            ModelState.AddModelError(Text, fault);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        return Page(approval, token, comment, fault);
    }
}
