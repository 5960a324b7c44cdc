using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Surveys;

/// <summary>What customers said of their tickets.</summary>
public sealed class SurveysController(SurveyReading reading) : ManageController
{
    [HttpGet("/manage/surveys")]
    public async Task<IActionResult> Index(SurveyFilter filter, CancellationToken ct) => View(await reading.PageAsync(filter, ct));
}
