using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.People;

/// <summary>Taking somebody's access away, with their tickets, and giving it back.</summary>
public sealed class DisablingController(PeopleReading reading, StaffCommands staff, ManageWords say, Words words) : ManageController
{
    /// <param name="successor">Who takes the tickets over; empty: nobody.</param>
    [HttpPost("/manage/people/{id}/disabling")]
    public async Task<IActionResult> Create(PersonId id, PersonId? successor, CancellationToken ct) => ModelState.IsValid
        ? await AnswerAsync(id, await staff.DisableAsync(id, successor, Me, ct), words["The account is disabled, and every session has ended."], ct)
        : await AnswerAsync(id, StaffAnswer.NoSuchSuccessor, "", ct);

    [HttpPost("/manage/people/{id}/enabling")]
    public async Task<IActionResult> Undo(PersonId id, CancellationToken ct) =>
        await AnswerAsync(id, await staff.EnableAsync(id, Me, ct), words["The account works again."], ct);

    private async Task<IActionResult> AnswerAsync(PersonId id, StaffAnswer answer, string done, CancellationToken ct)
    {
        if (answer == StaffAnswer.Done)
        {
            TempData["Notice"] = done;
            return Redirect($"/manage/people/{id}");
        }
        if (answer == StaffAnswer.NotFound || await reading.OneAsync(id, Me, ct) is not { } page) return NotFound();
        ModelState.Clear();
        ModelState.AddModelError("Successor", say.Of(answer));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", (page, new PersonForm(page.Person.Name, [page.Person.Roles], page.Organisation, page.Teams)));
    }
}
