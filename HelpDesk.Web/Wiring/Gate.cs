namespace HelpDesk.Web.Wiring;

/// <summary>Until the house is open nobody but the health checks comes past here: a half-migrated database serves no request.</summary>
internal static class Gate
{
    // Who comes in the first seconds waits at the door rather than being sent away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void UseGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var words = app.Services.GetRequiredService<Words>();
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/health") || await readiness.WaitAsync(Patience, context.RequestAborted))
            {
                await next(context);
                return;
            }
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(words["HelpDesk is starting. Try again in a few seconds."], context.RequestAborted);
        });
    }
}
