using System.ComponentModel.DataAnnotations;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>Signing in and out.</summary>
public sealed class SessionController(SignInCheck check, Sessions sessions, Limits limits, Words words) : SignInController
{
    /// <param name="password">Whether somebody on the way to the portal, to whom the link is offered first, prefers the password.</param>
    [HttpGet("/signin")]
    public IActionResult New(string? returnUrl, bool password) =>
        User.Identity is { IsAuthenticated: true } ? BackTo(returnUrl)
        : !password && returnUrl?.StartsWith("/portal", StringComparison.Ordinal) == true ? View("SignInLetter", new SignInLetterForm(null, returnUrl))
        : View("SignIn", new SignInForm(null, null, false, returnUrl));

    [HttpPost("/signin")]
    public async Task<IActionResult> Create(SignInForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return Refused("SignIn", form);
        var sameTime = SameTime(limits);
        if (await check.PassAsync(form.Email!, form.Password!, ct) is not { } person)
        {
            await sameTime;
            ModelState.AddModelError(nameof(form.Email), words["The email or the password is wrong."]);
            return Refused("SignIn", form);
        }
        await sessions.StartAsync(HttpContext, person.Id, form.Remember);
        return BackTo(form.ReturnUrl);
    }

    [HttpPost("/signout")]
    public async Task<IActionResult> Destroy()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Redirect("/signin");
    }
}

public sealed record SignInForm(
    [Required(ErrorMessage = "Enter your email address."), StringLength(254, ErrorMessage = "This is longer than an address can be.")] string? Email,
    [Required(ErrorMessage = "Enter your password.")] string? Password,
    bool Remember,
    string? ReturnUrl);
