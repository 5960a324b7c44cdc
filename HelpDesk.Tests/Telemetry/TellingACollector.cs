using HelpDesk.Tests.House;
using HelpDesk.Web.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace HelpDesk.Tests.Telemetry;

/// <summary>Traces and metrics leave by OTLP where a collector is named, and tell of nobody.</summary>
public sealed class TellingACollector
{
    private const string Secret = "a-token-in-a-path-4711";

    [Fact]
    public async Task Requests_writes_queues_and_jobs_are_told_and_no_path()
    {
        await using var collector = await Collector.OpenAsync();
        await using var house = new TestHouse(new() { ["HelpDesk:Telemetry:Endpoint"] = collector.Address, ["HelpDesk:Jobs"] = "true" });
        var carl = await house.SignedInAsync(Cast.Carl);
        await carl.FilesAsync("The canary subject");
        await house.Stranger().GetAsync($"/survey/{Secret}?and={Secret}");
        await house.Stranger().GetAsync($"/no-such-page/{Secret}");
        await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        Assert.True(house.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(house.Services.GetRequiredService<MeterProvider>().ForceFlush());

        foreach (var name in new[]
        {
            "helpdesk.queue.depth", "helpdesk.queue.oldest", "helpdesk.job.since_success", "helpdesk.job.runs", "helpdesk.job.failures", "helpdesk.writes", "helpdesk.write.duration",
            "helpdesk.mails.troubled", "helpdesk.database.size", "helpdesk.disk.free", "helpdesk.part.red", "http.server.request.duration", "dotnet.process.memory.working_set", "due-timers",
        }) Assert.Contains(name, collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("helpdesk", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("survey/{token", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("portal/tickets", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("write", collector.Traces, StringComparison.Ordinal);
        // Lines of the log stay with whoever collects the logs.
        house.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HelpDesk").Log(LogLevel.Error, default, "A line that stays here.", null, (line, _) => line);
        Assert.True(house.Services.GetRequiredService<LoggerProvider>().ForceFlush());
        Assert.Equal("", collector.Logs);
        foreach (var told in new[] { collector.Traces, collector.Metrics })
            foreach (var nobody in new[] { Secret, "canary", Cast.Carl, Cast.Password, "no-such-page" })
                Assert.DoesNotContain(nobody, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_variable_names_the_collector_too()
    {
        await using var collector = await Collector.OpenAsync();
        await using var house = new TestHouse(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });
        await house.GetCastAsync();
        Assert.True(house.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.Contains("helpdesk.writes", collector.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_gathered_for_one()
    {
        await using var house = new TestHouse();
        Assert.Null(house.Services.GetService<TracerProvider>());
        Assert.Null(house.Services.GetService<MeterProvider>());
    }
}
