using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Makes a draft the version in force, after its publisher has seen what that changes, said what it is for, and what becomes of the live tickets.</summary>
[Route("/manage/workflows/{key}/publication")]
public sealed class PublicationController(PublicationReading reading, StudioReading studio, WorkflowPublishing publishing, Words words) : StudioController(studio)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, CancellationToken ct) =>
        await reading.FindAsync(key, null, Me.Id, ct) is { } page ? View("Publication", page) : Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");

    /// <summary>Looks at each live ticket; nothing is published.</summary>
    [HttpPost("check")]
    public async Task<IActionResult> Check(string key, [FromForm] PublicationForm form, CancellationToken ct)
    {
        if (await reading.FindAsync(key, form, Me.Id, ct) is not { } found) return await GoneAsync(key, ct);
        var page = found.Plan.Way == MigrationWay.Pin
            ? found with { Faults = [("way", words["They finish on their version, so there is nothing to look at. Choose how to migrate them first."])] }
            : await reading.JudgeAsync(found, ct);
        return page.Faults.IsEmpty ? View("Publication", page) : Again(page, StatusCodes.Status422UnprocessableEntity);
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string key, [FromForm] PublicationForm form, CancellationToken ct)
    {
        if (await reading.FindAsync(key, form, Me.Id, ct) is not { } found) return await GoneAsync(key, ct);
        var (why, despite) = (Kept(form.Reason), Kept(form.Acknowledged));
        var page = found with { Faults = [.. Faults(found, why, despite)] };
        if (page.Faults.IsEmpty) page = await reading.JudgeAsync(page, ct);
        if (page is { Check.Blocked.IsEmpty: false, Form.Leave: false })
            page = page with { Faults = [("leave", words["Some tickets cannot be migrated as they are. Mend them, choose other states, or let them stay on their version."])] };
        if (!page.Faults.IsEmpty) return Again(page, StatusCodes.Status422UnprocessableEntity);
        var came = page.NeedsSecond
            ? await publishing.ProposeAsync(key, form.Revision, LetterTexts.HasLetter, new(why!, despite), page.Plan, form.Team, Me.Id, ct)
            : await publishing.PublishDraftAsync(key, form.Revision, LetterTexts.HasLetter, new(why!, despite), page.Plan, form.Team, Me.Id, ct);
        switch (came)
        {
            case Publication.Proposed:
                TempData["Notice"] = words["Proposed. It is in force when another manager has approved it; a change to the draft takes the proposal back."];
                return Redirect($"/manage/workflows/{key}/publication");
            case Publication.Published published when form.Team is not null && published.Number > 1:
                TempData["Notice"] = words["Version {0} is tried: new requests of that team are filed under it.", published.Number];
                return Redirect($"/manage/workflows/{key}");
            case Publication.Published published:
                TempData["Notice"] = words["Version {0} is in force: new requests are filed under it.", published.Number];
                return Redirect(published.Migration is { } migration && page.Plan.Way != MigrationWay.Pin ? $"/manage/workflows/{key}/migrations/{migration}" : $"/manage/workflows/{key}");
            case Publication.Overtaken:
                return Again(page with { Faults = [("reason", words["Somebody changed the draft, or published, while you were looking. Look at what follows now, and publish again."])] }, StatusCodes.Status409Conflict);
            default:
                return Again(page with { Faults = [("reason", words["It cannot be published as it stands; the checks below say why."])] }, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private IEnumerable<(string, string)> Faults(PublicationPage page, string? reason, string? acknowledged)
    {
        if (reason is null) yield return ("reason", words["Say in a few words what the change is for."]);
        if (acknowledged is null && page.Warnings.Any()) yield return ("acknowledged", words["Say why the warnings do not matter, or go back and mend them."]);
        foreach (var (field, text) in new[] { ("reason", reason), ("acknowledged", acknowledged) })
            if (text?.Length > WorkflowPublishing.LongestReason) yield return (field, words["Keep it within {0} characters.", WorkflowPublishing.LongestReason]);
        if (page.Form.Team is { } team && page.Teams.All(one => one.Id != team)) yield return ("team", words["There is no such team any more. Choose another one."]);
        if (!Enum.IsDefined(page.Form.Way)) yield return ("way", words["Choose what becomes of the tickets."]);
    }

    private ViewResult Again(PublicationPage page, int status)
    {
        Response.StatusCode = status;
        return View("Publication", page);
    }

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
