using HelpDesk.Workflow;

namespace HelpDesk.Web.Wiring;

/// <summary>The format of definitions, for editors anywhere: a definition names this address as its $schema.</summary>
internal static class Schemas
{
    public static void MapSchemas(this WebApplication app) => app.MapGet(WorkflowSchema.Path, (HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(WorkflowSchema.Json, "application/schema+json");
    }).AllowAnonymous();
}
