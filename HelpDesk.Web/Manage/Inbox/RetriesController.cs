using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Inbox;

/// <summary>Reading a quarantined mail again.</summary>
public sealed class RetriesController(IncomingCommands incoming, Words words) : ManageController
{
    [HttpPost("/manage/inbox/{id:guid}/retry")]
    public async Task<IActionResult> Create(IncomingMailId id, CancellationToken ct)
    {
        TempData["Notice"] = await incoming.RetryAsync(id, ct) ? words["It is read again now."] : words["Nothing to do: it is in quarantine no longer."];
        return Redirect($"/manage/inbox/{id}");
    }
}
