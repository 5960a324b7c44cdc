using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Load;

/// <summary>A server that this program started, on a free port of this machine.</summary>
internal sealed class Served : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly double TicksASecond = 100; // USER_HZ, which Linux never changes

    private readonly Process process;

    private Served(Process process, Uri address, TimeSpan start)
    {
        (this.process, Address, Start) = (process, address, start);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan Start { get; }

    /// <summary>Processor time so far, in seconds.</summary>
    public double Cpu
    {
        get
        {
            // After the name, which may hold anything: state is the third field, utime and stime the 14th and 15th.
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksASecond;
        }
    }

    /// <summary>The most memory that it had, in MB.</summary>
    public double PeakMemory => long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    /// <summary>Starts a program that takes <c>--urls</c>, and waits until a path of it answers 200.</summary>
    public static Served Begin(string program, string ready, string log, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var starting = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(program, ["--urls", address.ToString().TrimEnd('/'), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        })!;
        var said = new StreamWriter(log, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Say(said, line.Data);
        process.ErrorDataReceived += (_, line) => Say(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!IsReady(address, ready))
        {
            if (process.HasExited) throw new InvalidOperationException($"{program} ended with {process.ExitCode}; it said: {File.ReadAllText(log)}");
            if (starting.Elapsed > Patience) throw new InvalidOperationException($"{program} is not ready after {Patience}; its log is {log}.");
            Thread.Sleep(10);
        }
        return new(process, address, starting.Elapsed);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (!process.HasExited)
        {
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            if (!process.WaitForExit(15_000)) process.Kill();
        }
        process.Dispose();
    }

    // A run that is broken off leaves no server behind.
    private void OnExit(object? sender, EventArgs e) => process.Kill();

    private static bool IsReady(Uri address, string path)
    {
        try
        {
            using var wire = new Wire(address);
            return wire.Send(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n")).Status == 200;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Say(StreamWriter log, string? line)
    {
        lock (log)
            if (line is not null) log.WriteLine(line);
    }
}
