using System.Text.Json.Nodes;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What is done to a draft on its picture and in no form: move states, tidy up, rename.</summary>
[Route("/manage/workflows/{key}/draft/picture")]
public sealed class PictureController(DraftCommands drafts, Words words) : ManageController
{
    /// <param name="places">Where the states are; without it the picture lays itself out.</param>
    [HttpPost("")]
    public async Task<IActionResult> Arrange(string key, [FromForm] string? places, [FromForm] string? at, CancellationToken ct) =>
        await drafts.ArrangeAsync(key, places, ct) ? Redirect(Address(key, at)) : NotFound();

    [HttpPost("names")]
    public async Task<IActionResult> Rename(string key, [FromForm] int revision, [FromForm] string? at, [FromForm] string? name, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name)) return Told(key, at, words["Write a name for it."]);
        Place? place = null;
        var answer = await drafts.EditAsync(key, revision, at ?? "", document =>
        {
            if (document.ToDefinition().Definition is not { } definition) return;
            place = Place.Read(at, definition);
            if (place is not null && document.At(place.ToString()) is JsonObject part) part["name"] = Typing.Words(part["name"], name.Trim());
        }, Me.Id, ct);
        return answer switch
        {
            DraftAnswer.Kept when place is null => Told(key, null, words["Somebody else deleted this part meanwhile. Undo brings it back."]),
            DraftAnswer.Kept => Redirect(Address(key, at)),
            DraftAnswer.Faulty faulty => Told(key, at, string.Join(' ', faulty.Faults.Select(fault => fault.Message))),
            DraftAnswer.Overtaken => Told(key, at, words["Somebody else changed this part meanwhile, so it is not called “{0}”. Here it is as it stands now.", name]),
            _ => NotFound(),
        };
    }

    private RedirectResult Told(string key, string? at, string problem)
    {
        TempData["Problem"] = problem;
        return Redirect(Address(key, at));
    }

    private static string Address(string key, string? at) => $"/manage/workflows/{Uri.EscapeDataString(key)}/draft" + (string.IsNullOrEmpty(at) ? "" : "?at=" + Uri.EscapeDataString(at));
}
