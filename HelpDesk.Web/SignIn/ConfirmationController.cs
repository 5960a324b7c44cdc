using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>The link that proves an address. Opening it changes nothing; the button does.</summary>
public sealed class ConfirmationController(HelpDeskDb db, AccountCommands accounts, Words words) : SignInController
{
    [HttpGet("/confirm")]
    public async Task<IActionResult> New(PersonId person, string? token, CancellationToken ct) =>
        await accounts.BehindAsync(db, AccountLetter.ConfirmAddress, person, token ?? "", ct) is { } somebody
            ? View("Confirm", LinkPage.For(somebody, token!))
            : LinkIsVoid();

    [HttpPost("/confirm")]
    public async Task<IActionResult> Create(PersonId person, string? token, CancellationToken ct)
    {
        if (!await accounts.ConfirmAsync(person, token ?? "", ct)) return LinkIsVoid();
        TempData["Notice"] = words["Your address is confirmed. Sign in now."];
        return Redirect("/signin");
    }
}

/// <summary>What a page behind a mailed link shows, and hands on in its form.</summary>
public sealed record LinkPage(PersonId Person, string Token, string Name, string Email)
{
    public static LinkPage For(Person person, string token) => new(person.Id, token, person.Name, person.Email!);
}
