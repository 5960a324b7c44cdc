using System.Diagnostics;

namespace HelpDesk.Tests.House;

/// <summary>The built program, run to its end in a process of its own.</summary>
/// <param name="Status">Its exit status.</param>
public sealed record Ran(int Status, string Output, string Error)
{
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">Over those of an installation in production.</param>
    /// <param name="under">What runs it, if it is not run by itself.</param>
    public static async Task<Ran> ProgramAsync(string directory, string[] words, Dictionary<string, string>? settings = null, string[]? under = null)
    {
        string[] command = [.. under ?? [], "dotnet", Sources.Program, .. words];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["HelpDesk__DataDirectory"] = directory;
        foreach (var (key, value) in TestDatabase.Settings(directory).Where(one => settings?.ContainsKey(one.Key) != true).Concat(settings ?? [])) start.Environment[key.Replace(":", "__")] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }
}
