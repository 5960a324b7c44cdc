using HelpDesk.Domain.Post;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Post;

/// <summary>Trying a mail again.</summary>
public sealed class RetriesController(PostCommands post, Words words) : ManageController
{
    [HttpPost("/manage/post/{id}/retry")]
    public async Task<IActionResult> Create(MailId id, CancellationToken ct)
    {
        if (await post.RetryAsync(id, ct) is not { } isTried) return NotFound();
        TempData["Notice"] = isTried ? words["It is tried again now."] : words["Nothing to try again: it is on its way, or was sent."];
        return Redirect($"/manage/post/{id}");
    }
}
