using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Following;

/// <summary>Where a follower leaves, by the link in their mail's head. Its token does this and nothing else.</summary>
[AllowAnonymous, Route("/following/{token:maxlength(64)}")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FollowingController(HelpDeskDb db, ReplyKey key, TicketCommands tickets) : Controller
{
    /// <summary>The address holds the token: it is told to nobody, and no search engine keeps it.</summary>
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <summary>Asks. Mail scanners open links: nothing changes by that.</summary>
    [HttpGet, HttpHead]
    public async Task<IActionResult> Show(string token, CancellationToken ct)
    {
        if (ReplyTokens.In(token) is not { } found || await db.LeaverAsync(await key.TokensAsync(ct), found, ct) is null) return Gone();
        return View("Show", await db.Tickets.Where(t => t.Number == found.Number).Select(t => t.Subject).SingleAsync(ct));
    }

    /// <summary>Leaves. A mail program sends this by itself (RFC 8058): without a session, and so without its token against forged forms, in place of which stands the link's own.</summary>
    [HttpPost, IgnoreAntiforgeryToken]
    public async Task<IActionResult> Leave(string token, CancellationToken ct) =>
        ReplyTokens.In(token) is { } found && await tickets.LeaveAsync(await key.TokensAsync(ct), found, ct) == FollowAnswer.Done ? View("Left") : Gone();

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }
}
