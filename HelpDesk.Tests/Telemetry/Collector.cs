using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Tests.Telemetry;

/// <summary>An OTLP collector on the loopback that keeps the bytes it gets. Names and values stand in protobuf as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> got = [];

    private Collector(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public string Traces => got.GetValueOrDefault("/v1/traces", "");

    public string Logs => got.GetValueOrDefault("/v1/logs", "");

    public string Metrics => got.GetValueOrDefault("/v1/metrics", "");

    public static async Task<Collector> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        got.AddOrUpdate(context.Request.Path.Value!, text, (_, before) => before + text);
        context.Response.ContentType = "application/x-protobuf";
    }
}
