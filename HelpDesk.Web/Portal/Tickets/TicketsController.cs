using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A customer's requests: the list, a new one, one of them.</summary>
[Route("/portal")]
public sealed class TicketsController(RequestsReading list, RequestReading one, RequestFiling filing, Words words) : PortalController
{
    /// <summary>Under this key the browser keeps a request that is being written.</summary>
    public const string Draft = "request:new";

    [HttpGet]
    public async Task<IActionResult> Index(string? after, CancellationToken ct) => View(await list.PageAsync(Me, RequestCursor.Read(after), ct));

    [HttpGet("tickets/new")]
    public async Task<IActionResult> New(string? kind, CancellationToken ct)
    {
        var kinds = await filing.KindsAsync(ct);
        return View(new NewRequestPage(new RequestForm { Kind = kind }, kinds, RequestFiling.Chosen(kinds, kind)));
    }

    [HttpPost("tickets")]
    [RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
    public async Task<IActionResult> Create([FromForm] RequestForm form, [FromForm] List<IFormFile>? files, [FromForm] CommandId command, CancellationToken ct)
    {
        var (number, page) = await filing.FileAsync(form, files, Me, Given(command), ModelState, ct);
        if (number is { } filed) return Sent(filed);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", page);
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
}
