using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>A forgotten password, or one that was never chosen. The answer is the same whether the address is known.</summary>
public sealed class PasswordResetController(HelpDeskDb db, AccountCommands accounts, Passwords passwords, Limits limits, Words words) : SignInController
{
    [HttpGet("/forgot")]
    public ViewResult New() => View("Forgot", new ForgotForm(null));

    [HttpPost("/forgot")]
    public async Task<IActionResult> Create(ForgotForm form, CancellationToken ct)
    {
        Addresses.Judge(form.Email, nameof(form.Email), ModelState, words);
        if (!ModelState.IsValid) return Refused("Forgot", form);
        var sameTime = SameTime(limits);
        await accounts.AskForResetAsync(form.Email!, ct);
        await sameTime;
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("/forgot/sent")]
    public ViewResult Show() => View("ForgotSent");

    [HttpGet("/reset")]
    public async Task<IActionResult> Edit(PersonId person, string? token, CancellationToken ct) =>
        await accounts.BehindAsync(db, AccountLetter.ResetPassword, person, token ?? "", ct) is { } somebody
            ? View("Reset", LinkPage.For(somebody, token!))
            : LinkIsVoid();

    [HttpPost("/reset")]
    public async Task<IActionResult> Update(PersonId person, string? token, NewPasswordForm form, CancellationToken ct)
    {
        if (await accounts.BehindAsync(db, AccountLetter.ResetPassword, person, token ?? "", ct) is not { } somebody) return LinkIsVoid();
        if (form.Password is not null) await passwords.JudgeAsync(form.Password, somebody.Name, somebody.Email!, nameof(form.Password), ModelState);
        if (!ModelState.IsValid) return Refused("Reset", LinkPage.For(somebody, token!));
        if (!await accounts.ChoosePasswordAsync(AccountLetter.ResetPassword, person, token!, passwords.Hash(form.Password!), ct)) return LinkIsVoid();
        TempData["Notice"] = words["Your password is changed. Sign in with the new one."];
        return Redirect("/signin");
    }
}

public sealed record ForgotForm([Required(ErrorMessage = "Enter your email address.")] string? Email);

public sealed record NewPasswordForm([Required(ErrorMessage = "Choose a password.")] string? Password);
