using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Overview;

/// <summary>How things stand, each number with the list behind it.</summary>
public sealed class OverviewController(OverviewReading reading) : ManageController
{
    [HttpGet("/manage")]
    public async Task<IActionResult> Show(CancellationToken ct) => View(await reading.NowAsync(Me.Id, ct));
}
