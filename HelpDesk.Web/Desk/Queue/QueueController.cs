using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Queue;

public sealed class QueueController(HelpDeskDb db, QueuePages pages) : DeskController
{
    [HttpGet("/desk")]
    public async Task<IActionResult> Index([FromQuery] QueueFilter filter, CancellationToken ct)
    {
        if (filter.Number is { } number && await db.VisibleAtDesk(Me).Numbered(number).AnyAsync(ct))
            return Redirect($"/desk/tickets/{number}");
        return View(await pages.LoadAsync(filter, Me, ct));
    }
}
