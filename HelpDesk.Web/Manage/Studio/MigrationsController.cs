using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>How the live tickets come to a version, and how that is stopped, gone on with, or taken back.</summary>
[Route("/manage/workflows/{key}/migrations/{id:guid}")]
public sealed class MigrationsController(MigrationReading reading, WorkflowPublishing publishing, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, Guid id, CancellationToken ct) =>
        await reading.FindAsync(key, MigrationId.From(id), ct) is { } page ? View("Migration", page) : NotFound();

    [HttpPost("stop")]
    public async Task<IActionResult> Stop(string key, Guid id, CancellationToken ct)
    {
        if (await reading.FindAsync(key, MigrationId.From(id), ct) is not { } page) return NotFound();
        TempData[await publishing.StopAsync(MigrationId.From(id), ct) ? "Notice" : "Problem"] = words["It does not go on. What has come to the version stays there."];
        return Redirect(page.Path);
    }

    [HttpPost("retry")]
    public async Task<IActionResult> GoOn(string key, Guid id, CancellationToken ct)
    {
        if (await reading.FindAsync(key, MigrationId.From(id), ct) is not { } page) return NotFound();
        if (await publishing.GoOnAsync(MigrationId.From(id), ct)) TempData["Notice"] = words["It goes on, also with those that could not be migrated before."];
        else TempData["Problem"] = words["It cannot go on: a newer version is in force."];
        return Redirect(page.Path);
    }

    [HttpPost("undo")]
    public async Task<IActionResult> Undo(string key, Guid id, [FromForm] string? reason, CancellationToken ct)
    {
        if (await reading.FindAsync(key, MigrationId.From(id), ct) is not { } page) return NotFound();
        var why = reason?.Trim() ?? "";
        if (why.Length is 0 or > WorkflowPublishing.LongestReason)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Migration", page with { Reason = reason, ReasonFault = why.Length == 0 ? words["Say in a few words why it is taken back."] : words["Keep it within {0} characters.", WorkflowPublishing.LongestReason] });
        }
        switch (await publishing.UndoAsync(MigrationId.From(id), why, LetterTexts.HasLetter, Me.Id, ct))
        {
            case Publication.Published { Migration: { } back } published:
                TempData["Notice"] = words["It is taken back: version {0} says what was in force before, and the live tickets go back to it.", published.Number];
                return Redirect($"/manage/workflows/{key}/migrations/{back}");
            case Publication.Overtaken:
                TempData["Problem"] = words["It cannot be taken back any more: a newer version is in force, or the time for it is over."];
                return Redirect(page.Path);
            default:
                TempData["Problem"] = words["The version before it cannot be published again: what it names is gone. Change it in a draft."];
                return Redirect(page.Path);
        }
    }
}
