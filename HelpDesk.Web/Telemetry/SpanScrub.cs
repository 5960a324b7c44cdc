using System.Diagnostics;
using OpenTelemetry;

namespace HelpDesk.Web.Telemetry;

/// <summary>
/// What a span may say before it leaves the house: these facts and no others. Paths and queries hold tokens of surveys and links,
/// addresses of callers are people's; the route says which page it was.
/// </summary>
internal sealed class SpanScrub : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Harmless =
    [
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "network.protocol.name", "url.scheme",
        "server.port", "error.type", "helpdesk.write.conflict",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(key => !Harmless.Contains(key)).ToList()) data.SetTag(tag, null);
        // Without a route the name must not be made of the path.
        if (data.Kind == ActivityKind.Server && data.GetTagItem("http.route") is null) data.DisplayName = data.GetTagItem("http.request.method") as string ?? "request";
        if (data.Status == ActivityStatusCode.Error) data.SetStatus(ActivityStatusCode.Error);
    }
}
