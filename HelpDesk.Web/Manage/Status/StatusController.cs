using HelpDesk.Domain.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Status;

/// <summary>How the house itself does, and what to do where it does badly.</summary>
public sealed class StatusController(StatusReading reading, StatusWords say) : ManageController
{
    [HttpGet("/manage/status")]
    public async Task<IActionResult> Show(CancellationToken ct) => View(say.Of(await reading.NowAsync(ct), Me.Is(PersonRoles.Administrator)));
}
