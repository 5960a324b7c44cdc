using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio.Simulation;

/// <summary>Plays a case on the draft: Carl, Sasha, Mia and the clock. The page carries the story; nothing is kept until somebody says so.</summary>
[Route("/manage/workflows/{key}/draft/simulator")]
public sealed class SimulatorController(SimulatorReading reading, ScenarioCommands scenarios, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, long? ticket, int? finding, Guid? scenario, CancellationToken ct) =>
        await reading.BeginAsync(key, ticket, finding, scenario is { } id ? ScenarioId.From(id) : null, Me, ct) is { } page ? View("Simulator", page) : Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");

    [HttpPost("")]
    public async Task<IActionResult> Play(string key, [FromForm] SimulatorForm form, CancellationToken ct) =>
        await reading.GoOnAsync(key, form, ct) is { } page ? Shown(page) : NotFound();

    /// <summary>Keeps the story as a scenario that expects what comes now.</summary>
    [HttpPost("scenarios")]
    public async Task<IActionResult> Keep(string key, [FromForm] SimulatorForm form, CancellationToken ct)
    {
        if (await reading.GoOnAsync(key, form with { Does = null }, ct) is not { } page) return NotFound();
        var name = form.Name?.Trim() ?? "";
        if (page.Faults.IsEmpty && name.Length is 0 or > WorkflowScenario.LongestName) page = page with { Name = form.Name, Faults = [name.Length == 0 ? words["Say in a few words what the scenario tells."] : words["Keep it within {0} characters.", WorkflowScenario.LongestName]] };
        if (page.Faults.IsEmpty && page.Story.Acts.IsEmpty) page = page with { Name = form.Name, Faults = [words["Let something happen first: a scenario without acts tells nothing."]] };
        if (!page.Faults.IsEmpty) return Shown(page);
        if (await scenarios.SaveAsync(ScenarioPlay.Recorded(page.Story with { Name = name }, page.Studio.Workflow), Me.Id, ct) is not { } id)
            return Shown(page with { Name = form.Name, Faults = [words["{0} scenarios are kept already. Take one away first.", WorkflowScenario.Most]] });
        TempData["Notice"] = words["The scenario is kept. It is played at every publication, and holds back one that breaks it."];
        return Redirect($"{page.Path}?scenario={id}");
    }

    [HttpPost("scenarios/{id:guid}/deletion")]
    public async Task<IActionResult> Delete(string key, Guid id, CancellationToken ct)
    {
        if (!await scenarios.DeleteAsync(key, ScenarioId.From(id), ct)) return NotFound();
        TempData["Notice"] = words["The scenario is gone."];
        return Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}/draft/simulator");
    }

    private ViewResult Shown(SimulatorPage page)
    {
        if (page.Faults.IsEmpty) return View("Simulator", page);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        // What no button of ours sends has no words of its own.
        return View("Simulator", page with { Faults = [.. page.Faults.Select(fault => fault.Length == 0 ? words["That cannot be played here. Begin again, or take the last act back."] : fault)] });
    }
}
