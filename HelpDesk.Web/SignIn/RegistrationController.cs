using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.SignIn;

/// <summary>Somebody asks for an account. The answer is the same whether the address is known; the mail is not.</summary>
public sealed class RegistrationController(HelpDeskDb db, AccountCommands accounts, Passwords passwords, Limits limits, Words words) : SignInController
{
    [HttpGet("/register")]
    public IActionResult New() => User.Identity is { IsAuthenticated: true } ? Redirect("/") : View("Register", new RegistrationForm(null, null, null));

    [HttpPost("/register")]
    public async Task<IActionResult> Create(RegistrationForm form, CancellationToken ct)
    {
        Addresses.Judge(form.Email, nameof(form.Email), ModelState, words);
        if (form.Password is not null) await passwords.JudgeAsync(form.Password, form.Name ?? "", form.Email ?? "", nameof(form.Password), ModelState);
        if (!ModelState.IsValid) return Refused("Register", form);
        var sameTime = SameTime(limits);
        await RegisterAsync(form.Name!, form.Email!, form.Password!, ct);
        await sameTime;
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("/register/sent")]
    public ViewResult Show() => View("RegistrationSent");

    private async Task RegisterAsync(string name, string email, string password, CancellationToken ct)
    {
        var normal = Person.Normal(email);
        var stored = await db.Users.Where(p => p.NormalizedEmail == normal).Select(p => p.PasswordHash).SingleOrDefaultAsync(ct);
        var known = passwords.Fit(stored, password) ? stored : null;
        await accounts.RegisterAsync(name, email, passwords.Hash(password), known, ct);
    }
}

public sealed record RegistrationForm(
    [Required(ErrorMessage = "Enter your name."), StringLength(200, ErrorMessage = "Use at most 200 characters.")] string? Name,
    [Required(ErrorMessage = "Enter your email address.")] string? Email,
    [Required(ErrorMessage = "Choose a password.")] string? Password);
