using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Portal.Search;

/// <summary>A customer looks for one of their requests; a number and nothing else leads straight to it.</summary>
public sealed class SearchController(HelpDeskDb db, RequestSearching searching) : PortalController
{
    [HttpGet("/portal/search")]
    public async Task<IActionResult> Index(string? q, string? after, CancellationToken ct)
    {
        if (SearchQuery.NumberIn(q) is { } number && await db.VisibleInPortal(Me).Numbered(number).AnyAsync(ct))
            return Redirect($"/portal/tickets/{number}");
        return View(await searching.LoadAsync(q, after, Me, ct));
    }
}
