using Microsoft.Extensions.Logging.Console;

namespace HelpDesk.Web.Wiring;

/// <summary>Logs: one line an event, and no secret in any.</summary>
internal static partial class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        // Its lines on each request hold path and query, and those hold tokens of surveys and links; so do the scopes around every line.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", level => level >= LogLevel.Warning);
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
