using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.SignIn;

/// <summary>The first administrator, by the code on the console. Afterwards these pages are not there.</summary>
public sealed class SetupController(HelpDeskDb db, AccountCommands accounts, Passwords passwords, Sessions sessions, Words words) : SignInController
{
    [HttpGet("/setup")]
    public async Task<IActionResult> New(CancellationToken ct) =>
        await IsOfferedAsync(ct) ? View("Setup", new SetupForm(null, null, null, null)) : NotFound();

    [HttpPost("/setup")]
    public async Task<IActionResult> Create(SetupForm form, CancellationToken ct)
    {
        if (!await IsOfferedAsync(ct)) return NotFound();
        Addresses.Judge(form.Email, nameof(form.Email), ModelState, words);
        if (form.Password is not null) await passwords.JudgeAsync(form.Password, form.Name ?? "", form.Email ?? "", nameof(form.Password), ModelState);
        if (!ModelState.IsValid) return Refused("Setup", form);

        var made = await accounts.SetUpAsync(form.Code!, form.Name!, form.Email!, passwords.Hash(form.Password!), ct);
        if (made is not { } id)
        {
            ModelState.AddModelError(nameof(form.Code), words["This code is not the one on the console. It changes at each start."]);
            return Refused("Setup", form);
        }
        await sessions.StartAsync(HttpContext, id, remember: false);
        TempData["Notice"] = words["Your help desk is set up, and you are its administrator. Invite your colleagues next."];
        return Redirect("/");
    }

    private Task<bool> IsOfferedAsync(CancellationToken ct) =>
        db.SetupCodes.AnyAsync(_ => !db.Users.Any(p => p.DisabledAt == null && (p.Roles & PersonRoles.Administrator) != 0), ct);
}

public sealed record SetupForm(
    [Required(ErrorMessage = "Enter the code from the console.")] string? Code,
    [Required(ErrorMessage = "Enter your name."), StringLength(200, ErrorMessage = "Use at most 200 characters.")] string? Name,
    [Required(ErrorMessage = "Enter your email address.")] string? Email,
    [Required(ErrorMessage = "Choose a password.")] string? Password);
