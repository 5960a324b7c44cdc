using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What changes a draft, which may be gone by then.</summary>
public abstract class StudioController(StudioReading reading) : ManageController
{
    protected StudioReading Studio => reading;

    /// <summary>The page with what was typed, status 409; 404 where there is no such workflow.</summary>
    protected async Task<IActionResult> GoneAsync(string key, CancellationToken ct)
    {
        if (!await reading.IsKnownAsync(key, ct)) return NotFound();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Gone", GoneDraft.Of(key, await Request.ReadFormAsync(ct)));
    }
}
