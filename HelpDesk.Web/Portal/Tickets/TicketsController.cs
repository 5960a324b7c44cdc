using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A customer's requests: the list, a new one, one of them.</summary>
[Route("/portal")]
public sealed class TicketsController(RequestsReading list, RequestReading one, RequestFiles uploads, TicketCommands commands, Words words) : PortalController
{
    /// <summary>Under this key the browser keeps a request that is being written.</summary>
    public const string Draft = "request:new";

    [HttpGet]
    public async Task<IActionResult> Index(string? after, CancellationToken ct) => View(await list.PageAsync(Me, RequestCursor.Read(after), ct));

    [HttpGet("tickets/new")]
    public IActionResult New() => View(new RequestForm());

    [HttpPost("tickets")]
    [RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
    public async Task<IActionResult> Create([FromForm] RequestForm form, [FromForm] List<IFormFile>? files, [FromForm] CommandId command, CancellationToken ct)
    {
        // Nothing is kept of a form that is refused anyway.
        if (!ModelState.IsValid) return Again(form);
        var kept = await uploads.KeepAsync(files, Me.Id, ModelState, ct);
        if (!ModelState.IsValid) return Again(form);
        var request = new NewRequest(Me.Id, form.Subject!, form.Body!, form.Priority!, Channel.Portal, null, kept);
        return await commands.FileAsync(request, Me, Roles.Customer, Given(command), ct) switch
        {
            Answer.Done done => Sent(done.Number),
            Answer.Refused => Refused(form),
            _ => NotFound(),
        };
    }

    /// <summary>Where a refused form was shown: opened by its address, it leads back to the request.</summary>
    [HttpGet("tickets/{number:long}/{form:regex(^(replies|steps|approvals)$)}/{**rest}")]
    public IActionResult Form(long number) => Redirect($"/portal/tickets/{number}");

    [HttpGet("tickets/{number:long}")]
    public async Task<IActionResult> Show(long number, CancellationToken ct) => await one.FindAsync(number, Me, ct) is { } page ? View(page) : NotFound();

    private RedirectResult Sent(long number)
    {
        TempData["Notice"] = words["We have your request. Its number is {0}; all that happens to it is told on this page.", number.ToString(CultureInfo.InvariantCulture)];
        TempData["DraftDone"] = Draft;
        return Redirect($"/portal/tickets/{number}");
    }

    private ViewResult Refused(RequestForm form)
    {
        ModelState.AddModelError(nameof(RequestForm.Subject), words["We cannot take requests just now, and we know of it. Please try again later."]);
        return Again(form);
    }

    private ViewResult Again(RequestForm form)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", form);
    }
}
