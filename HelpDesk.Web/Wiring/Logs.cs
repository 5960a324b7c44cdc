using Microsoft.Extensions.Logging.Console;

namespace HelpDesk.Web.Wiring;

/// <summary>Logs: one line an event, and no secret in any.</summary>
internal static partial class Logs
{
    // Below Warning their lines hold paths and queries, of requests and of redirects, and those hold tokens of surveys and links.
    private static readonly string[] TellingPaths = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Mvc.Infrastructure"];

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        foreach (var category in TellingPaths)
        {
            builder.Logging.AddFilter(category, level => level >= LogLevel.Warning);
            // What a setting says of the console alone counts more than what is said of all providers.
            builder.Logging.AddFilter<ConsoleLoggerProvider>(category, level => level >= LogLevel.Warning);
        }
        // So do the scopes around every line.
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(console => console.IncludeScopes = false);
        builder.Services.PostConfigure<SimpleConsoleFormatterOptions>(console => console.IncludeScopes = false);
        builder.Services.PostConfigure<ConsoleFormatterOptions>(console => console.IncludeScopes = false);
    }

    /// <summary>Tells where the house is open: a person on the console, a collector of logs as an event like all others.</summary>
    public static void SayOpen(WebApplication app, string address)
    {
        if (app.Configuration["Logging:Console:FormatterName"] is ConsoleFormatterNames.Json or ConsoleFormatterNames.Systemd) LogOpen(app.Logger, address);
        else Console.WriteLine($"HelpDesk is open at {address}");
    }

    [LoggerMessage(LogLevel.Information, "HelpDesk is open at {Address}")]
    private static partial void LogOpen(ILogger log, string address);
}
