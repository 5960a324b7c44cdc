using System.Diagnostics;
using HelpDesk.Web.Verbs;

namespace HelpDesk.Tests.House;

/// <summary>The program, run to its end.</summary>
/// <param name="Status">Its exit status.</param>
public sealed record Ran(int Status, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A verb, in this process: many times as fast, and all that most tests need. What it logs is not among what it says.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">Over those of an installation in production.</param>
    public static async Task<Ran> VerbAsync(string directory, string[] words, Dictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string>(TestDatabase.Settings(directory)) { ["HelpDesk:DataDirectory"] = directory };
        foreach (var (key, value) in settings ?? []) all[key] = value;
        if (all.ContainsKey("HelpDesk:Failpoint")) throw new ArgumentException("A failpoint would end the tests' own process.", nameof(settings));
        string[] args = [.. words, "--environment=Production", .. all.Select(one => $"--{one.Key}={one.Value}")];
        var verb = Verb.In(args)!;
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var app = Program.Build(args, verb);
        var status = await verb.RunAsync(app.Services, output, error).WaitAsync(Patience);
        return new(status, output.ToString(), error.ToString());
    }

    /// <summary>The built program, in a process of its own.</summary>
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
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It serves, or hangs: the next tests shall not meet it.
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, await output, await error);
    }
}
