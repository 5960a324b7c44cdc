using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Teams;

public sealed record TeamForm(
    [Required(ErrorMessage = "Write a name."), StringLength(100, ErrorMessage = "Write a name of at most 100 characters.")] string? Name,
    bool IsPrivate,
    bool IsDefault,
    IReadOnlyList<PersonId>? Members);

/// <summary>Agents who share a queue.</summary>
public sealed class TeamsController(TeamReading reading, StaffCommands staff, Words words) : ManageController
{
    [HttpGet("/manage/teams")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await reading.AllAsync(ct));

    [HttpGet("/manage/teams/new")]
    public async Task<IActionResult> New(CancellationToken ct) => View("Edit", await reading.OneAsync(null, null, ct));

    [HttpPost("/manage/teams/new")]
    public Task<IActionResult> Create(TeamForm form, CancellationToken ct) => SaveAsync(null, form, ct);

    [HttpGet("/manage/teams/{id}")]
    public async Task<IActionResult> Edit(TeamId id, CancellationToken ct) => await reading.OneAsync(id, null, ct) is { } page ? View("Edit", page) : NotFound();

    [HttpPost("/manage/teams/{id}")]
    public Task<IActionResult> Update(TeamId id, TeamForm form, CancellationToken ct) => SaveAsync(id, form, ct);

    private async Task<IActionResult> SaveAsync(TeamId? id, TeamForm form, CancellationToken ct)
    {
        if (await reading.OneAsync(id, form, ct) is not { } page) return NotFound();
        if (ModelState.IsValid && await staff.SaveTeamAsync(id, form.Name!, form.IsPrivate, form.IsDefault, form.Members ?? [], ct) is null)
            ModelState.AddModelError("Name", words["There is a team of that name already. Write another name."]);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Edit", page);
        }
        TempData["Notice"] = words["Saved."];
        return Redirect("/manage/teams");
    }
}
