using System.Diagnostics;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>The built program in a process of its own, that a test may kill.</summary>
public sealed class DeskProcess : IAsyncDisposable
{
    private readonly Process process;

    private DeskProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<DeskProcess> StartAsync(string dataDirectory, int port, Dictionary<string, string> settings, string[]? under = null)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        string[] command = [.. under ?? [], "dotnet", Sources.Program, "--urls", address.ToString().TrimEnd('/')];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["HelpDesk__DataDirectory"] = dataDirectory;
        foreach (var (key, value) in settings.Concat(TestHouse.ManyForms)) start.Environment[key.Replace(":", "__")] = value;
        var process = Process.Start(start)!;
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var desk = new DeskProcess(process, address);
        await desk.ReadyAsync(said);
        return desk;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task ReadyAsync(IEnumerable<string> said)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            Assert.False(process.HasExited, "The program ended at its start: " + string.Join('\n', said));
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        Assert.Fail("The program was not ready within a minute: " + string.Join('\n', said));
    }
}
