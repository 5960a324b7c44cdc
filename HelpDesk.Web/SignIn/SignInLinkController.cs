using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>The link that signs in. Opening it changes nothing and signs nobody in; the button does.</summary>
public sealed class SignInLinkController(HelpDeskDb db, AccountCommands accounts, Sessions sessions) : SignInController
{
    private const string Again = "/signin/letter";

    [HttpGet("/signin/link")]
    public async Task<IActionResult> New(PersonId person, string? token, CancellationToken ct) =>
        await accounts.BehindAsync(db, AccountLetter.SignInLink, person, token ?? "", ct) is { } somebody
            ? View("SignInLink", LinkPage.For(somebody, token!))
            : LinkIsVoid(Again);

    [HttpPost("/signin/link")]
    public async Task<IActionResult> Create(PersonId person, string? token, bool remember, CancellationToken ct)
    {
        if (await accounts.SignInByLinkAsync(person, token ?? "", ct) is not { } wayBack) return LinkIsVoid(Again);
        await sessions.StartAsync(HttpContext, person, remember);
        return BackTo(wayBack);
    }
}
