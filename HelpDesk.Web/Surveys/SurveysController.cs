using System.Globalization;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace HelpDesk.Web.Surveys;

/// <summary>The survey behind a link that needs no account. Its token opens this and nothing else.</summary>
[AllowAnonymous, Route("/survey/{token:maxlength(200)}")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SurveysController(SurveyReading reading, TicketCommands commands) : Controller
{
    /// <summary>The address holds the token: it is told to nobody, and no search engine keeps it.</summary>
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <summary>Shows the stars. A score in the address is only chosen beforehand, never recorded.</summary>
    [HttpGet, HttpHead]
    public async Task<IActionResult> Show(string token, [FromQuery] string? score, CancellationToken ct) =>
        Page(await reading.FindAsync(token, ct), new SurveyForm { Score = score });

    [HttpPost]
    public async Task<IActionResult> Create(string token, [FromForm] SurveyForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return Again(await reading.FindAsync(token, ct), form);
        var comment = string.IsNullOrWhiteSpace(form.Comment) ? null : form.Comment.Trim();
        return await commands.RateAsync(token, int.Parse(form.Score!, CultureInfo.InvariantCulture), comment, ct) is Answer.Done
            ? Redirect($"/survey/{Uri.EscapeDataString(token)}/thanks")
            : Page(await reading.FindAsync(token, ct), form);
    }

    [HttpGet("thanks"), HttpHead("thanks")]
    public IActionResult Thanks() => View();

    private ViewResult Page(AskedSurvey? survey, SurveyForm form) => survey switch
    {
        null => Gone(),
        { Rated: { } score } => View("Used", score),
        _ => View("Show", new SurveyPage(survey, form)),
    };

    private ViewResult Again(AskedSurvey? survey, SurveyForm form)
    {
        if (survey is { Rated: null }) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page(survey, form);
    }

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }
}
