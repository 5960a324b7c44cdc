using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>The second pair of eyes, and what one team tries before all.</summary>
[Route("/manage/workflows/{key}")]
public sealed class ProposalsController(WorkflowPublishing publishing, Words words) : ManageController
{
    [HttpPost("publication/approval")]
    public async Task<IActionResult> Approve(string key, [FromForm] int revision, CancellationToken ct)
    {
        switch (await publishing.ApproveAsync(key, revision, LetterTexts.HasLetter, Me.Id, ct))
        {
            case Publication.Published published:
                TempData["Notice"] = words["Approved: version {0} is published.", published.Number];
                return Redirect($"/manage/workflows/{key}");
            case Publication.NeedsSecond:
                TempData["Problem"] = words["You proposed it yourself; somebody else has to approve it."];
                break;
            case Publication.Overtaken:
                TempData["Problem"] = words["The draft was changed since it was proposed, or the proposal is gone. Look at it as it stands now."];
                break;
            default:
                TempData["Problem"] = words["It cannot be published as it stands; the checks below say why."];
                break;
        }
        return Redirect($"/manage/workflows/{key}/publication");
    }

    [HttpPost("publication/refusal")]
    public async Task<IActionResult> Decline(string key, [FromForm] string? why, CancellationToken ct)
    {
        var said = why?.Trim() is { Length: > WorkflowPublishing.LongestReason } text ? text[..WorkflowPublishing.LongestReason] : why?.Trim();
        if (await publishing.DeclineAsync(key, said, Me.Id, ct)) TempData["Notice"] = words["The proposal is answered."];
        else TempData["Problem"] = words["Say why, so that its author knows what to change."];
        return Redirect($"/manage/workflows/{key}/publication");
    }

    /// <summary>Only administrators say that one manager is not enough, and that one is.</summary>
    [HttpPost("rule")]
    public async Task<IActionResult> Rule(string key, [FromForm] bool needsSecond, CancellationToken ct)
    {
        if (!Me.Is(Domain.Accounts.PersonRoles.Administrator))
        {
            TempData["Problem"] = words["Only an administrator changes who must approve publications."];
            return Redirect($"/manage/workflows/{key}");
        }
        if (!await publishing.RuleAsync(key, needsSecond, ct)) return NotFound();
        TempData["Notice"] = words["Saved."];
        return Redirect($"/manage/workflows/{key}");
    }

    [HttpPost("versions/{number:int}/release")]
    public async Task<IActionResult> Release(string key, int number, [FromForm] MigrationWay way, CancellationToken ct)
    {
        if (!Enum.IsDefined(way)) return BadRequest();
        if (await publishing.ReleaseAsync(key, number, way, Me.Id, ct) is Publication.Published { Migration: { } migration })
        {
            TempData["Notice"] = words["Version {0} is in force: new requests are filed under it.", number];
            return Redirect(way == MigrationWay.Pin ? $"/manage/workflows/{key}" : $"/manage/workflows/{key}/migrations/{migration}");
        }
        TempData["Problem"] = words["It is no longer tried: it was released or taken back, or a newer version was published."];
        return Redirect($"/manage/workflows/{key}");
    }
}
