using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;

namespace HelpDesk.Web.SignIn;

/// <summary>What the cookie's handler asks us.</summary>
internal sealed class SessionEvents : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.OpenAsync(context.Principal!, context.HttpContext.RequestAborted) is { } person)
        {
            context.ReplacePrincipal(person);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    /// <summary>Pages send people to sign in and back; what scripts and programs ask for says 401.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (WantsPage(request)) context.Response.Redirect(QueryHelpers.AddQueryString("/signin", "returnUrl", BackTo(request)));
        else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Nobody is told what stands behind a door that is not theirs.</summary>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/live")
        && !request.Headers.ContainsKey("HX-Request") && !request.Headers.ContainsKey("X-Live")
        && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
        && request.Headers["X-Requested-With"] != "XMLHttpRequest";

    // After a form that met an ended session: back to the page with the form, not to where it was sent.
    private static string BackTo(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString
        : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery
        : "/";
}
