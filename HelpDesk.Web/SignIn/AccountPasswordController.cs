using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>Changing one's own password: the present one is asked first, and every other session ends.</summary>
[Authorize(Policy = Doors.SignedIn)]
public sealed class AccountPasswordController(AccountCommands accounts, Passwords passwords, SignInCheck check, Sessions sessions, Words words) : Controller
{
    [HttpPost("/account/password")]
    public async Task<IActionResult> Update(PasswordForm form, CancellationToken ct)
    {
        var (name, email) = (User.FindFirstValue("name")!, User.FindFirstValue(ClaimTypes.Email)!);
        if (form.NewPassword is not null) await passwords.JudgeAsync(form.NewPassword, name, email, nameof(form.NewPassword), ModelState);
        if (!ModelState.IsValid) return Refused(name, email);
        // Through the same check as signing in, so that an open session is no place to guess at.
        var me = await check.PassAsync(email, form.Password!, ct);
        if (me is null || !await accounts.ChangePasswordAsync(me.Id, me.PasswordHash!, passwords.Hash(form.NewPassword!), ct))
        {
            ModelState.AddModelError(nameof(form.Password), words["This is not your present password."]);
            return Refused(name, email);
        }
        await sessions.StartAsync(HttpContext, me.Id, remember: null);
        TempData["Notice"] = words["Your password is changed, and you are signed out everywhere else."];
        return Redirect("/account");
    }

    private ViewResult Refused(string name, string email)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Account", new AccountPage(name, email, User.FindFirstValue(ReaderZone.Claim), null));
    }
}

public sealed record PasswordForm(
    [Required(ErrorMessage = "Enter your present password.")] string? Password,
    [Required(ErrorMessage = "Choose a new password.")] string? NewPassword);
