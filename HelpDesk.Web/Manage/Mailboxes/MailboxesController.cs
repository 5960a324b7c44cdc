using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>Where mail comes in. Managers see how it does; administrators say how it is reached.</summary>
[Route("/manage/mailboxes")]
public sealed class MailboxesController(MailboxReading reading, MailboxCommands mailboxes, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await reading.AllAsync(ct));

    [HttpGet("new"), Authorize(Policy = Doors.Administer)]
    public Task<IActionResult> New(string? preset, CancellationToken ct) => ShowAsync(null, preset, ct);

    [HttpPost("new"), Authorize(Policy = Doors.Administer)]
    public Task<IActionResult> Create([FromForm] MailboxForm form, CancellationToken ct) => SaveAsync(null, form, ct);

    [HttpGet("{id:guid}"), Authorize(Policy = Doors.Administer)]
    public Task<IActionResult> Edit(Guid id, string? preset, CancellationToken ct) => ShowAsync(MailboxId.From(id), preset, ct);

    [HttpPost("{id:guid}"), Authorize(Policy = Doors.Administer)]
    public Task<IActionResult> Update(Guid id, [FromForm] MailboxForm form, CancellationToken ct) => SaveAsync(MailboxId.From(id), form, ct);

    private async Task<IActionResult> ShowAsync(MailboxId? id, string? preset, CancellationToken ct) =>
        await reading.OneAsync(id, null, ct) is { } page ? View("Edit", page with { Form = page.Form.With(preset) }) : NotFound();

    private async Task<IActionResult> SaveAsync(MailboxId? id, MailboxForm form, CancellationToken ct)
    {
        if (await reading.OneAsync(id, form, ct) is not { } page) return NotFound();
        if (!new MailboxCheck(form, page.Line, ModelState, words).IsSound(page.Kinds.Select(kind => kind.Id), page.Teams.Select(team => team.Id))) return Again(page, StatusCodes.Status422UnprocessableEntity);
        switch (await mailboxes.SaveAsync(id, form.Revision, form.Change(), ct))
        {
            case MailboxAnswer.Done done:
                TempData["Notice"] = id is null ? words["Saved, and switched off still. Test it, then switch it on."] : words["Saved."];
                return Redirect($"/manage/mailboxes/{done.Id}");
            case MailboxAnswer.AddressTaken:
                ModelState.AddModelError(nameof(form.Address), words["There is a mailbox of this address already."]);
                return Again(page, StatusCodes.Status422UnprocessableEntity);
            case MailboxAnswer.NoSuchTeam:
                ModelState.AddModelError(nameof(form.Team), words["Choose a team from the list."]);
                return Again(page, StatusCodes.Status422UnprocessableEntity);
            case MailboxAnswer.Stale:
                return Again(page with { IsStale = true }, StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    private ViewResult Again(MailboxPage page, int status)
    {
        Response.StatusCode = status;
        return View("Edit", page);
    }
}

/// <summary>Whether a mailbox is read.</summary>
[Authorize(Policy = Doors.Administer)]
public sealed class MailboxSwitchController(MailboxCommands mailboxes, Words words) : ManageController
{
    [HttpPost("/manage/mailboxes/{id:guid}/switch")]
    public async Task<IActionResult> Update(Guid id, [FromForm] bool on, CancellationToken ct)
    {
        if (!await mailboxes.SwitchAsync(MailboxId.From(id), on, ct)) return NotFound();
        TempData["Notice"] = on ? words["Switched on. Its mail comes in from now on."] : words["Switched off. Its mail stays on the server."];
        return Redirect($"/manage/mailboxes/{id}");
    }
}

/// <summary>Sees whether a mailbox can be read, and whether mail to it arrives.</summary>
[Authorize(Policy = Doors.Administer)]
public sealed class MailboxTestsController(Mailroom.Fetching.MailboxTest test, MailboxWords say) : ManageController
{
    [HttpPost("/manage/mailboxes/{id:guid}/test")]
    public async Task<IActionResult> Create(Guid id, CancellationToken ct)
    {
        if (await test.TryAsync(MailboxId.From(id), ct) is not { } trial) return NotFound();
        var (isGood, sentence) = say.Of(trial);
        TempData[isGood ? "Notice" : "Problem"] = sentence;
        return Redirect($"/manage/mailboxes/{id}");
    }
}
