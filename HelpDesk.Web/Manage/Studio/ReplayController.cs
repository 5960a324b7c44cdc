using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows.Replaying;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What the draft would have made of past tickets. Nothing happens to them.</summary>
[Route("/manage/workflows/{key}/draft/replay")]
public sealed class ReplayController(StudioReading reading, ReplayCommands replays, HelpDeskDb db, ReplayWords say, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");
        var replay = await db.WorkflowReplays.AsNoTracking().SingleOrDefaultAsync(r => r.Workflow == key, ct);
        var text = await db.WorkflowDrafts.Where(d => d.Workflow == key).Select(d => d.Current).SingleAsync(ct);
        return View("Replay", say.Page(studio, replay, text));
    }

    /// <param name="last">How many of the newest tickets.</param>
    [HttpPost("")]
    public async Task<IActionResult> Begin(string key, [FromForm] int? last, CancellationToken ct)
    {
        if (last is not (>= 1 and <= WorkflowReplay.Most))
        {
            TempData["Problem"] = words["Say how many tickets are to be played: from 1 to {0}.", WorkflowReplay.Most];
            return Redirect(Path(key));
        }
        if (await replays.BeginAsync(key, last.Value, Me.Id, ct) is not { } id) return NotFound();
        // The first of them at once: most drafts are tried on few.
        await replays.GoOnAsync(id, ct);
        return Redirect(Path(key));
    }

    [HttpPost("stop")]
    public async Task<IActionResult> Stop(string key, CancellationToken ct)
    {
        if (await replays.StopAsync(key, ct)) TempData["Notice"] = words["Stopped. You see what had been played by then."];
        return Redirect(Path(key));
    }

    private static string Path(string key) => $"/manage/workflows/{Uri.EscapeDataString(key)}/draft/replay";
}
