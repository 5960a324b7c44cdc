using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>The workflows as they are in force, drawn from their definitions.</summary>
public sealed class WorkflowsController(WorkflowReading reading) : ManageController
{
    [HttpGet("/manage/workflows")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await reading.AllAsync(ct));

    [HttpGet("/manage/workflows/{key}")]
    public async Task<IActionResult> Show(string key, CancellationToken ct) => await reading.OneAsync(key, ct) is { } page ? View(page) : NotFound();
}
