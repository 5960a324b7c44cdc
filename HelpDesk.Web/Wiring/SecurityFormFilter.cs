using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace HelpDesk.Web.Wiring;

/// <summary>A form whose antiforgery token is not (any more) good: nothing is done, and what was typed is offered to be sent again.</summary>
internal sealed class SendAgainFilter(IModelMetadataProvider metadata) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult) context.Result = await AnswerAsync(context);
        await next();
    }

    private async Task<IActionResult> AnswerAsync(ResultExecutingContext context)
    {
        var request = context.HttpContext.Request;
        // The token was not found either where the form was too large to be read.
        var (form, fault) = await ReadAsync(request, context.HttpContext.RequestAborted);
        if (fault is { } status) return new StatusCodeResult(status);
        return new ViewResult
        {
            ViewName = "SendAgain",
            StatusCode = StatusCodes.Status400BadRequest,
            ViewData = new ViewDataDictionary<KeptForm>(metadata, context.ModelState) { Model = KeptForm.Of(request, form) },
        };
    }

    private static async Task<(IFormCollection Form, int? Fault)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return (request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty, null);
        }
        catch (BadHttpRequestException bad)
        {
            return (FormCollection.Empty, bad.StatusCode);
        }
        catch (InvalidDataException)
        {
            return (FormCollection.Empty, StatusCodes.Status413PayloadTooLarge);
        }
    }
}
