using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>The front door: everybody goes to their room from here.</summary>
public sealed class StartController : SignInController
{
    [HttpGet("/")]
    public IActionResult Show()
    {
        if (User.Identity is not { IsAuthenticated: true }) return View("Start");
        var roles = User.Caller().Roles;
        return Redirect((roles & ~PersonRoles.Customer) != 0 ? "/desk" : roles == PersonRoles.Customer ? "/portal" : "/account");
    }
}
