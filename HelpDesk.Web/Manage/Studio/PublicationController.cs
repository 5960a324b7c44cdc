using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Makes a draft the version in force, after its publisher has seen what that changes and said what it is for.</summary>
[Route("/manage/workflows/{key}/publication")]
public sealed class PublicationController(StudioReading reading, WorkflowPublishing publishing, WorkflowLibrary library, HelpDeskDb db, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, CancellationToken ct) =>
        await FindAsync(key, ct) is { } page ? View("Publication", page) : Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");

    [HttpPost("")]
    public async Task<IActionResult> Create(string key, [FromForm] int revision, [FromForm] string? reason, [FromForm] string? acknowledged, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is not { } page) return NotFound();
        var (why, despite) = (Kept(reason), Kept(acknowledged));
        var faults = Faults(page, why, despite).ToImmutableArray();
        if (!faults.IsEmpty) return Again(page with { Reason = reason, Acknowledged = acknowledged, Faults = faults }, StatusCodes.Status422UnprocessableEntity);
        switch (await publishing.PublishDraftAsync(key, revision, LetterTexts.HasLetter, new(why!, despite), Me.Id, ct))
        {
            case Publication.Published published:
                TempData["Notice"] = words["Version {0} is in force: new requests are filed under it. Tickets that there are finish on theirs.", published.Number];
                return Redirect($"/manage/workflows/{key}");
            case Publication.Overtaken:
                return Again(page with { Reason = reason, Acknowledged = acknowledged, Faults = [("reason", words["Somebody changed the draft, or published, while you were looking. Look at what follows now, and publish again."])] }, StatusCodes.Status409Conflict);
            default:
                return Again(page with { Reason = reason, Acknowledged = acknowledged, Faults = [("reason", words["It cannot be published as it stands; the checks below say why."])] }, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private IEnumerable<(string, string)> Faults(PublicationPage page, string? reason, string? acknowledged)
    {
        if (reason is null) yield return ("reason", words["Say in a few words what the change is for."]);
        if (acknowledged is null && page.Warnings.Any()) yield return ("acknowledged", words["Say why the warnings do not matter, or go back and mend them."]);
        foreach (var (field, text) in new[] { ("reason", reason), ("acknowledged", acknowledged) })
            if (text?.Length > WorkflowPublishing.LongestReason) yield return (field, words["Keep it within {0} characters.", WorkflowPublishing.LongestReason]);
    }

    private ViewResult Again(PublicationPage page, int status)
    {
        Response.StatusCode = status;
        return View("Publication", page);
    }

    private async Task<PublicationPage?> FindAsync(string key, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return null;
        var before = studio.Draft.Newest > 0 ? (await library.CurrentAsync(db, key, ct)).Definition : null;
        var live = await db.Tickets.CountAsync(t => t.Phase < Phase.Closed && db.WorkflowVersions.Any(v => v.Workflow == key && v.Id == t.WorkflowVersionId), ct);
        return new(studio, before, before is null ? [] : DefinitionDiff.Between(before, studio.Definition), live);
    }

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
