using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.People;

/// <summary>Everybody who has an account.</summary>
public sealed class PeopleController(PeopleReading reading, StaffCommands staff, ManageWords say, Words words) : ManageController
{
    [HttpGet("/manage/people")]
    public async Task<IActionResult> Index(PeopleFilter filter, CancellationToken ct) => View(await reading.ListAsync(filter, ct));

    [HttpGet("/manage/people/{id}")]
    public async Task<IActionResult> Show(PersonId id, CancellationToken ct) => await ShowAsync(id, null, ct);

    [HttpPost("/manage/people/{id}")]
    public async Task<IActionResult> Update(PersonId id, PersonForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return await ShowAsync(id, form, ct);
        var answer = await staff.ChangeAsync(id, form.Change(), Me, ct);
        if (answer == StaffAnswer.NotFound) return NotFound();
        if (answer != StaffAnswer.Done)
        {
            ModelState.AddModelError(answer == StaffAnswer.NoSuchOrganisation ? "Organisation" : "Roles", say.Of(answer));
            return await ShowAsync(id, form, ct);
        }
        TempData["Notice"] = words["Saved."];
        return Redirect($"/manage/people/{id}");
    }

    private async Task<IActionResult> ShowAsync(PersonId id, PersonForm? typed, CancellationToken ct)
    {
        if (await reading.OneAsync(id, Me, ct) is not { } page) return NotFound();
        if (typed is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var form = typed ?? new(page.Person.Name, [page.Person.Roles], page.Organisation, page.Teams);
        return View("Show", (page, form));
    }
}
