using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Monitoring;

/// <summary>How a workflow runs: the figures on its picture, and the tickets behind each.</summary>
[Route("/manage/workflows/{key}/monitoring")]
public sealed class MonitoringController(MonitoringReading reading) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string key, [FromQuery] MonitoringFilter filter, CancellationToken ct) =>
        await reading.PageAsync(key, filter, ct) is { } page ? View("Show", page) : NotFound();

    /// <param name="state">Those that stand there now, or with <paramref name="missed"/> those that missed a deadline there.</param>
    /// <param name="step">Those that took it.</param>
    /// <param name="from">With a step: the state before, empty for filing.</param>
    [HttpGet("tickets")]
    public async Task<IActionResult> Tickets(string key, [FromQuery] MonitoringFilter filter, string? state, string? step, string? from, bool missed, CancellationToken ct)
    {
        // An empty value stands for filing; MVC reads it as none.
        if (from is null && Request.Query.ContainsKey("from")) from = "";
        var found = (step, state) switch
        {
            ({ Length: > 0 }, _) => await reading.TookAsync(key, filter, step, from, ct),
            (_, { Length: > 0 }) when missed => await reading.MissedAsync(key, filter, state, ct),
            (_, { Length: > 0 }) => await reading.InStateAsync(key, filter, state, ct),
            _ => null,
        };
        return found is null ? NotFound() : View("Tickets", found);
    }
}
