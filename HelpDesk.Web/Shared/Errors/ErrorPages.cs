using System.Globalization;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Shared.Errors;

/// <summary>A page for when something is not as it should be: what happened, and what to do.</summary>
/// <param name="RequestId">For whoever reads the log, or null where there is nothing to look up.</param>
public sealed record ErrorPage(string Icon, string Title, string Text, string? RequestId = null);

/// <summary>The sentences of the error pages.</summary>
public sealed class ErrorPages(Words words)
{
    public ErrorPage For(int status, string? retryAfter, string requestId) => status switch
    {
        StatusCodes.Status404NotFound => new("search", words["There is nothing here"], words["The address may be mistyped, or it is not yours to see."]),
        StatusCodes.Status409Conflict => new("triangle-alert", words["Somebody was quicker"], words["Somebody else changed this at the same moment. Nothing of yours was saved: go back, look at it again, and send it once more."]),
        StatusCodes.Status413PayloadTooLarge => new("file-text", words["That was too much at once"], words["Nothing was saved. Go back and send fewer or smaller files: a file may have 25 MB. Larger ones can be sent in parts."]),
        StatusCodes.Status429TooManyRequests => new("hourglass", words["A little slower, please"], Wait(retryAfter)),
        StatusCodes.Status503ServiceUnavailable => new("hourglass", words["We cannot save anything right now"], words["This is our fault, and is being looked after. Nothing of yours was saved: go back and try again in a minute."], requestId),
        >= 500 => new("circle-alert", words["Something broke here"], words["This is our fault, not yours. Nothing of yours was saved: go back and try again. If it happens once more, tell us this number:"], requestId),
        _ => new("circle-alert", words["We did not understand that"], words["Go back, reload the page and try again."]),
    };

    private string Wait(string? retryAfter)
    {
        var seconds = int.TryParse(retryAfter, CultureInfo.InvariantCulture, out var given) ? given : 60;
        return seconds < 60 ? words["There were too many tries from your place. Nothing was saved. Try again in {0} seconds.", seconds]
            : seconds < 90 ? words["There were too many tries from your place. Nothing was saved. Try again in a minute."]
            : words["There were too many tries from your place. Nothing was saved. Try again in {0} minutes.", (seconds + 59) / 60];
    }
}
