using System.Diagnostics;
using System.Text.Json;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Telemetry;

/// <summary>With the formatter "json" every line of the log is an object of its own.</summary>
public sealed class WritingLogsForMachines
{
    [Theory]
    [InlineData("json")]
    [InlineData("simple")]
    public async Task Each_event_is_one_line(string formatter)
    {
        using var directory = new TempDirectory();
        var port = Ports.Free();
        var lines = await LinesAsync(directory.Path, port, new() { ["Logging:Console:FormatterName"] = formatter, ["Logging:Console:FormatterOptions:IncludeScopes"] = "true", ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information", ["Logging:Console:LogLevel:Default"] = "Information", ["Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting"] = "Information" },
            http => http.GetAsync(new Uri($"http://127.0.0.1:{port}/survey/a-token-in-a-path")));
        Assert.Contains(lines, line => line.Contains("HelpDesk is open at", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("a-token-in-a-path", StringComparison.Ordinal));
        if (formatter == "json") Assert.All(lines.Where(line => !IsCode(line)), line => Assert.True(JsonDocument.Parse(line).RootElement.TryGetProperty("LogLevel", out _), line));
        else Assert.All(lines.Where(line => line.StartsWith("info:", StringComparison.Ordinal)), line => Assert.Contains("[", line, StringComparison.Ordinal));
    }

    /// <summary>What the program writes to its console while somebody asks something of it.</summary>
    private static async Task<List<string>> LinesAsync(string directory, int port, Dictionary<string, string> settings, Func<HttpClient, Task<HttpResponseMessage>> ask)
    {
        var start = new ProcessStartInfo("dotnet", [Sources.Program, "--urls", $"http://127.0.0.1:{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["HelpDesk__DataDirectory"] = directory;
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var (lines, errors) = (new List<string>(), process.StandardError.ReadToEndAsync());
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (!line.Contains("HelpDesk is open at", StringComparison.Ordinal)) continue;
            using var http = new HttpClient();
            (await ask(http)).Dispose();
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        }
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return lines;
    }

    // The one-time code of the first administrator is told to whoever sits at the console, and to no log.
    private static bool IsCode(string line) => line.Length == 0 || line.Contains("/setup", StringComparison.Ordinal) || line.Contains("code", StringComparison.OrdinalIgnoreCase);
}
