using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Inbox;

/// <summary>Wanting nothing of a quarantined mail. It is kept, and can become a ticket still.</summary>
public sealed class DismissalsController(IncomingCommands incoming, Words words) : ManageController
{
    [HttpPost("/manage/inbox/{id:guid}/dismissal")]
    public async Task<IActionResult> Create(IncomingMailId id, CancellationToken ct)
    {
        TempData["Notice"] = await incoming.DismissAsync(id, ct) ? words["It is dismissed. It stays here, in case it is wanted after all."] : words["Nothing to do: it is in quarantine no longer."];
        return Redirect("/manage/inbox?show=" + InboxFilter.KeyOf(IncomingFate.Quarantined));
    }
}
