using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.People;

public sealed record InvitationPage(InvitationForm Form, PersonChoices Choices, bool MayLead);

/// <summary>Giving somebody an account by a mail in which they choose a password.</summary>
public sealed class InvitationsController(PeopleReading reading, AccountCommands accounts, ManageWords say, Words words) : ManageController
{
    [HttpGet("/manage/people/new")]
    public Task<IActionResult> New(CancellationToken ct) => ShowAsync(new(null, null, [], null, []), ct);

    [HttpPost("/manage/people/new")]
    public async Task<IActionResult> Create(InvitationForm form, CancellationToken ct)
    {
        if (form.Email is { Length: > 0 } && !Person.IsAddress(form.Email)) ModelState.AddModelError("Email", words["Write an email address such as carl@example.com."]);
        if (form.AllRoles() == PersonRoles.None) ModelState.AddModelError("Roles", say.Of(StaffAnswer.NoRole));
        if (!ModelState.IsValid) return await ShowAsync(form, ct);
        switch (await accounts.InviteAsync(form.Email!, form.Name!, form.AllRoles(), form.Organisation, form.TeamsOfAgent(), Me, ct))
        {
            case InviteResult.Sent sent:
                TempData["Notice"] = words["The invitation is on its way."];
                return Redirect($"/manage/people/{sent.Person}");
            case InviteResult.Known:
                ModelState.AddModelError("Email", words["Somebody with this address has an account already. Look them up under People and change their roles there."]);
                break;
            case InviteResult.Refused refused:
                ModelState.AddModelError(refused.Why == StaffAnswer.NoSuchOrganisation ? "Organisation" : "Roles", say.Of(refused.Why));
                break;
        }
        return await ShowAsync(form, ct);
    }

    /// <summary>Sends it again, with a new link. Whoever has access already gets nothing.</summary>
    [HttpPost("/manage/people/{id}/invitation")]
    public async Task<IActionResult> Again(PersonId id, CancellationToken ct)
    {
        if (await reading.OneAsync(id, Me, ct) is not { MayChange: true, Person: { Email: { } email } person }) return NotFound();
        TempData["Notice"] = await accounts.InviteAsync(email, person.Name, person.Roles, null, [], Me, ct) switch
        {
            InviteResult.Sent => words["The invitation is on its way."],
            InviteResult.Refused refused => say.Of(refused.Why),
            _ => words["This person has used their invitation, or is disabled: nothing was sent."],
        };
        return Redirect($"/manage/people/{id}");
    }

    private async Task<IActionResult> ShowAsync(InvitationForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", new InvitationPage(form, await reading.ChoicesAsync(ct), Me.Is(PersonRoles.Administrator)));
    }
}
