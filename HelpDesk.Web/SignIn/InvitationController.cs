using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>An invitation is accepted by choosing a password, and one is in.</summary>
public sealed class InvitationController(HelpDeskDb db, AccountCommands accounts, Passwords passwords, Sessions sessions, Words words) : SignInController
{
    [HttpGet("/invitation")]
    public async Task<IActionResult> Edit(PersonId person, string? token, CancellationToken ct) =>
        await accounts.BehindAsync(db, AccountLetter.Invitation, person, token ?? "", ct) is { } somebody
            ? View("Invitation", LinkPage.For(somebody, token!))
            : LinkIsVoid();

    [HttpPost("/invitation")]
    public async Task<IActionResult> Update(PersonId person, string? token, NewPasswordForm form, CancellationToken ct)
    {
        if (await accounts.BehindAsync(db, AccountLetter.Invitation, person, token ?? "", ct) is not { } somebody) return LinkIsVoid();
        if (form.Password is not null) await passwords.JudgeAsync(form.Password, somebody.Name, somebody.Email!, nameof(form.Password), ModelState);
        if (!ModelState.IsValid) return Refused("Invitation", LinkPage.For(somebody, token!));
        if (!await accounts.ChoosePasswordAsync(AccountLetter.Invitation, person, token!, passwords.Hash(form.Password!), ct)) return LinkIsVoid();
        await sessions.StartAsync(HttpContext, person, remember: false);
        TempData["Notice"] = words["Welcome, {0}.", somebody.Name];
        return Redirect("/");
    }
}
