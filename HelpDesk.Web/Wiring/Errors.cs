using System.Diagnostics;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Shared.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace HelpDesk.Web.Wiring;

/// <summary>The one place where conflicts, outages and bugs become answers.</summary>
internal static partial class Errors
{
    private const int RetrySeconds = 10;

    public static void AddErrors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ErrorPages>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, ShutDoors>();
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = OnExceptionAsync,
            // Logged here instead, with the id that the page shows.
            SuppressDiagnosticsCallback = _ => true,
            AllowStatusCode404Response = true,
        });
        app.UseStatusCodePages(context => ShowAsync(context.HttpContext));
    }

    /// <summary>The status that an exception comes out as.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        WriteConflictException => StatusCodes.Status409Conflict,
        BadHttpRequestException bad => bad.StatusCode,
        // Limits of forms and multipart bodies.
        InvalidDataException data when data.Message.Contains("limit", StringComparison.Ordinal) => StatusCodes.Status413PayloadTooLarge,
        _ => Outages.Passes(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
    };

    private static Task OnExceptionAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()!;
        var exception = fault.Error;
        // The route, not the path: a path may hold a survey's token.
        var route = (fault.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var status = context.Response.StatusCode = StatusOf(exception);
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Errors));
        if (status == StatusCodes.Status500InternalServerError) LogBug(log, exception, RequestId(context), context.Request.Method, route);
        else LogRefusal(log, status, RequestId(context), context.Request.Method, route, exception.GetBaseException().Message);
        return ShowAsync(context);
    }

    private static Task ShowAsync(HttpContext context)
    {
        var response = context.Response;
        // To the caller a method that a route does not have is a page that does not exist.
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.Headers.Remove("Allow");
        }
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (response.StatusCode == StatusCodes.Status401Unauthorized || IsForPrograms(context.Request.Path)) return Task.CompletedTask;
        var page = context.RequestServices.GetRequiredService<ErrorPages>().For(response.StatusCode, response.Headers.RetryAfter, RequestId(context));
        return RenderAsync(context, page);
    }

    // Straight from the view, not by another trip through the house: the trouble may be in there, and the page is the same for everybody.
    private static Task RenderAsync(HttpContext context, ErrorPage page)
    {
        // The names of assets depend on the endpoint: without it the page is the same byte for byte.
        context.SetEndpoint(null);
        var view = new ViewResult
        {
            ViewName = "/Shared/Errors/Error.cshtml",
            ViewData = new ViewDataDictionary<ErrorPage>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = page },
        };
        return view.ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/health") || path.StartsWithSegments("/live");

    private static string RequestId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed: {Method} {Path}")]
    private static partial void LogBug(ILogger log, Exception exception, string requestId, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {RequestId} was answered with {Status}: {Method} {Path}: {Why}")]
    private static partial void LogRefusal(ILogger log, int status, string requestId, string method, string path, string why);

    /// <summary>What is not found, what has no door, and what has another method are one and the same: not there.</summary>
    private sealed class ShutDoors : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler usual = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded || context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null)
                return usual.HandleAsync(next, context, policy, authorizeResult);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }
}
