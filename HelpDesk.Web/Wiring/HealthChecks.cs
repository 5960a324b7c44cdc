using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Wiring;

/// <summary>For load balancers and supervisors: whether the process lives, and whether it can serve. They say nothing else to anybody.</summary>
internal static class HealthChecks
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Said("live", StatusCodes.Status200OK)).AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, HelpDeskDb db, CancellationToken ct)
    {
        if (!readiness.IsOpen) return Said("starting", StatusCodes.Status503ServiceUnavailable);
        return await AnswersAsync(db, ct) ? Said("ready", StatusCodes.Status200OK) : Said("no database", StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> AnswersAsync(HelpDeskDb db, CancellationToken ct)
    {
        try
        {
            return await db.WorkflowVersions.AnyAsync(ct);
        }
        catch (Exception trouble) when (Outages.IsOfDatabase(trouble))
        {
            return false; // locked, gone or broken: whoever asks tries again later
        }
    }

    private static IResult Said(string status, int code) => Results.Json(new { status }, statusCode: code);
}
