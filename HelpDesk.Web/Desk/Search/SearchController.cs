using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Search;

/// <summary>Looks for tickets; a number and nothing else leads straight to its ticket.</summary>
public sealed class SearchController(HelpDeskDb db, SearchReading reading) : DeskController
{
    [HttpGet("/desk/search")]
    public async Task<IActionResult> Index([FromQuery] SearchAddress address, CancellationToken ct)
    {
        if (SearchQuery.NumberIn(address.Q) is { } number && await db.VisibleAtDesk(Me).Numbered(number).AnyAsync(ct))
            return Redirect($"/desk/tickets/{number}");
        return View(await reading.LoadAsync(address, Me, ct));
    }
}
