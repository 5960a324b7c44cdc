using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Queue;

public sealed class QueueController(QueuePages pages) : DeskController
{
    [HttpGet("/desk")]
    public async Task<IActionResult> Index([FromQuery] QueueFilter filter, CancellationToken ct)
    {
        // Where the field for a number once led.
        if (filter.Q is { Length: > 0 } q) return Redirect("/desk/search?q=" + Uri.EscapeDataString(q));
        return View(await pages.LoadAsync(filter, Me, ct));
    }
}
