using HelpDesk.Domain.Workflows.Calendars;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Calendars;

/// <summary>When people work: what timers and clocks of workflows count by.</summary>
[Route("/manage/calendars")]
public sealed class CalendarsController(CalendarReading reading, CalendarCommands calendars, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await reading.AllAsync(ct));

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct) => View("Edit", await reading.OneAsync(null, null, ct));

    [HttpPost("new")]
    public Task<IActionResult> Create([FromForm] CalendarForm form, CancellationToken ct) => SaveAsync(null, form, ct);

    [HttpGet("{key}")]
    public async Task<IActionResult> Edit(string key, CancellationToken ct) => await reading.OneAsync(key, null, ct) is { } page ? View("Edit", page) : NotFound();

    [HttpPost("{key}")]
    public Task<IActionResult> Update(string key, [FromForm] CalendarForm form, CancellationToken ct) => SaveAsync(key, form, ct);

    [HttpPost("{key}/deletion")]
    public async Task<IActionResult> Delete(string key, CancellationToken ct)
    {
        switch (await calendars.DeleteAsync(key, ct))
        {
            case CalendarAnswer.NotFound:
                return NotFound();
            case CalendarAnswer.InUse:
                TempData["Problem"] = words["A workflow names it, so it stays: its tickets could not count their time."];
                return Redirect($"/manage/calendars/{Uri.EscapeDataString(key)}");
            default:
                TempData["Notice"] = words["Deleted."];
                return Redirect("/manage/calendars");
        }
    }

    private async Task<IActionResult> SaveAsync(string? key, CalendarForm form, CancellationToken ct)
    {
        if (form.Read(ModelState, words) is { } said)
        {
            var (answer, _) = await calendars.SaveAsync(key, said, ct);
            if (answer == CalendarAnswer.NotFound) return NotFound();
            if (answer == CalendarAnswer.Done)
            {
                TempData["Notice"] = words["Saved. What is set already keeps its time; what is set from now on counts by it."];
                return Redirect("/manage/calendars");
            }
            ModelState.AddModelError("name", words["There are {0} calendars already. Delete one that no workflow names.", DeskCalendar.Most]);
        }
        if (await reading.OneAsync(key, form, ct) is not { } page) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Edit", page);
    }
}
