using System.Collections.Concurrent;
using System.Diagnostics;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>The built program in a process of its own, that a test may kill.</summary>
public sealed class DeskProcess : IAsyncDisposable
{
    /// <summary>The status of a process that ended by kill -9.</summary>
    public const int Killed = 137;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private bool isDisposed;

    private DeskProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string Said => string.Join('\n', said);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<DeskProcess> StartAsync(string dataDirectory, int port, Dictionary<string, string> settings, string[]? under = null)
    {
        var desk = Begin(dataDirectory, port, settings, under);
        Assert.True(await desk.IsReadyAsync(), "The program ended at its start: " + desk.Said);
        return desk;
    }

    /// <summary>Starts it, and waits for nothing.</summary>
    /// <param name="program">Another than the one that was built with these tests.</param>
    public static DeskProcess Begin(string dataDirectory, int port, Dictionary<string, string> settings, string[]? under = null, string? program = null)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        string[] command = [.. under ?? [], "dotnet", program ?? Sources.Program, "--urls", address.ToString().TrimEnd('/')];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["HelpDesk__DataDirectory"] = dataDirectory;
        var database = settings.ContainsKey("HelpDesk:Database") ? new Dictionary<string, string>() : TestDatabase.Settings(dataDirectory);
        foreach (var (key, value) in settings.Concat(database).Concat(TestHouse.ManyForms)) start.Environment[key.Replace(":", "__")] = value;
        return new(Process.Start(start)!, address);
    }

    /// <summary>Waits until it is ready.</summary>
    /// <returns>False when it ended before.</returns>
    public async Task<bool> IsReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var time = Stopwatch.StartNew(); time.Elapsed < Patience; await Task.Delay(50))
        {
            if (process.HasExited) return false;
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode) return true;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException or System.Net.Sockets.SocketException)
            {
                // Not listening yet.
            }
        }
        Assert.Fail("The program was not ready in time: " + Said);
        return false;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (AggregateException) when (process.HasExited)
        {
            // One of them ended by itself at the same moment.
        }
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a supervisor stops it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself, or by what a test armed.</summary>
    /// <returns>Its status, or null when it lives on.</returns>
    public async Task<int?> EndedAsync(TimeSpan patience)
    {
        using var waiting = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(waiting.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }
}
