using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>Who may file requests under a workflow.</summary>
/// <param name="Hint">What people read beside its name when they choose.</param>
public sealed record OfferForm(bool InPortal, bool AtDesk, string? Hint);

public sealed class OffersController(OfferCommands offers, WorkflowReading reading, Words words) : ManageController
{
    [HttpPost("/manage/workflows/{key}/offer")]
    public async Task<IActionResult> Save(string key, [FromForm] OfferForm form, CancellationToken ct)
    {
        if (form.Hint?.Trim().Length > WorkflowOffer.LongestHint)
        {
            ModelState.AddModelError("hint", words["Make it shorter: at most {0} characters fit.", WorkflowOffer.LongestHint]);
            if (await reading.OneAsync(key, ct) is not { } page) return NotFound();
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", page with { Offer = form });
        }
        if (!await offers.SaveAsync(key, form.InPortal, form.AtDesk, form.Hint, ct)) return NotFound();
        TempData["Notice"] = words["Saved. New requests follow it from now on."];
        return Redirect($"/manage/workflows/{key}#offer");
    }
}
