using System.Net;

namespace HelpDesk.Web.Wiring;

/// <summary>The demo has accounts whose password everybody knows: it is for this machine only, unless somebody chose a password for it.</summary>
internal static class SecurityDemo
{
    /// <returns>Why the program must not start, or null.</returns>
    public static string? Refusal(IConfiguration configuration, Settings settings, IHostEnvironment environment)
    {
        if (!settings.IsDemo(environment) || settings.DemoPassword.Length > 0) return null;
        return Addresses(configuration).FirstOrDefault(address => !IsLoopback(address)) is { } open
            ? $"The demo's passwords are known to everybody, so it does not listen on {open}: use http://localhost, set HelpDesk:DemoPassword, or set HelpDesk:Demo to false."
            : null;
    }

    // As Kestrel takes them: its own endpoints come before urls, and urls before bare ports.
    public static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0) return endpoints;
        if (configuration["urls"] is { Length: > 0 } urls) return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new[] { configuration["http_ports"], configuration["https_ports"] }.OfType<string>()
            .SelectMany(ports => ports.Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(port => $"http://*:{port}");
    }

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
