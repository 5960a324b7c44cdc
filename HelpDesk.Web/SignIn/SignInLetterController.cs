using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>Somebody asks for a link that signs in. The answer is the same whether the address is known; the mail is not.</summary>
public sealed class SignInLetterController(AccountCommands accounts, Limits limits, Words words) : SignInController
{
    // It travels in the link.
    private const int LongestWayBack = 200;

    [HttpGet("/signin/letter")]
    public IActionResult New(string? returnUrl) => User.Identity is { IsAuthenticated: true } ? BackTo(returnUrl) : View("SignInLetter", new SignInLetterForm(null, returnUrl));

    [HttpPost("/signin/letter")]
    public async Task<IActionResult> Create(SignInLetterForm form, CancellationToken ct)
    {
        Addresses.Judge(form.Email, nameof(form.Email), ModelState, words);
        if (!ModelState.IsValid) return Refused("SignInLetter", form);
        var sameTime = SameTime(limits);
        await accounts.AskForSignInAsync(form.Email!, form.ReturnUrl is { Length: <= LongestWayBack } back && Url.IsLocalUrl(back) ? back : "/", ct);
        await sameTime;
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("/signin/letter/sent")]
    public ViewResult Show() => View("SignInLetterSent");
}

public sealed record SignInLetterForm([Required(ErrorMessage = "Enter your email address.")] string? Email, string? ReturnUrl);
