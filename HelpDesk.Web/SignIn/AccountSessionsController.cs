using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>All of one's own sessions.</summary>
[Authorize(Policy = Doors.SignedIn)]
public sealed class AccountSessionsController(AccountCommands accounts, Words words) : Controller
{
    [HttpPost("/account/sessions/end")]
    public async Task<IActionResult> Destroy(CancellationToken ct)
    {
        await accounts.EndSessionsAsync(User.Caller().Id, ct);
        TempData["Notice"] = words["You are signed out everywhere."];
        return Redirect("/signin");
    }
}
