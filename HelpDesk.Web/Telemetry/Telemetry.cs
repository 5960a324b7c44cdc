using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HelpDesk.Web.Telemetry;

/// <summary>What the house tells of itself: to managers on a page, and to a collector by OTLP where one is named.</summary>
internal static class Telemetry
{
    /// <summary>OpenTelemetry's own name for where to send; all its other variables count too.</summary>
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StandardProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>A day, in seconds.</summary>
    private const int LongestInterval = 86_400;

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<Settings>()
            .Validate(settings => settings.Telemetry.Endpoint.Length == 0 || IsAddress(settings.Telemetry.Endpoint), "HelpDesk:Telemetry:Endpoint must be the address of an OTLP collector, such as http://localhost:4318.")
            .Validate(settings => IsProtocol(settings.Telemetry.Protocol), "HelpDesk:Telemetry:Protocol must be http/protobuf or grpc.")
            .Validate(settings => settings.Telemetry.Interval is >= 0 and <= LongestInterval, "HelpDesk:Telemetry:Interval must be a number of seconds from 1 to 86400, or 0 to look only when somebody opens the status page.")
            // The exporter would take a default instead, and tell nobody.
            .Validate<IConfiguration>((settings, set) => !IsByVariable(settings, set) || IsAddress(set[StandardEndpoint]!), $"{StandardEndpoint} must be the address of an OTLP collector, such as http://localhost:4318.")
            .Validate<IConfiguration>((settings, set) => !IsByVariable(settings, set) || set[StandardProtocol] is not { Length: > 0 } protocol || IsProtocol(protocol), $"{StandardProtocol} must be http/protobuf or grpc.");
        services.AddSingleton<HouseWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<HouseWatch>());
        services.AddHostedService<HouseMeter>();
        var settings = builder.Configuration.GetSection("HelpDesk:Telemetry").Get<TelemetrySettings>() ?? new();
        if (settings.Endpoint.Length == 0 && string.IsNullOrEmpty(builder.Configuration[StandardEndpoint])) return;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("helpdesk", serviceVersion: ProgramFacts.ShortVersion, serviceInstanceId: Environment.MachineName))
            .WithTracing(traces => traces
                .AddSource(WriteMeter.Name)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddProcessor<SpanScrub>())
            .WithMetrics(metrics => metrics
                .AddMeter(WriteMeter.Name)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        services.AddSingleton<SpanScrub>();
        if (settings.Endpoint.Length == 0) telemetry.UseOtlpExporter();
        else if (IsAddress(settings.Endpoint)) telemetry.UseOtlpExporter(settings.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, new Uri(settings.Endpoint));
        // The exporter would send the logs as well, with words of mail servers and addresses in them.
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(_ => false);
    }

    // OpenTelemetry's own variables name the collector, and ours does not.
    private static bool IsByVariable(Settings settings, IConfiguration set) => settings.Telemetry.Endpoint.Length == 0 && set[StandardEndpoint] is { Length: > 0 };

    private static bool IsProtocol(string protocol) => protocol is "http/protobuf" or "grpc";

    private static bool IsAddress(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
