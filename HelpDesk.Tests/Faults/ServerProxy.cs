using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.Faults;

/// <summary>Stands between a desk and its PostgreSQL server, counts what the desk sends, and does something before it passes the nth of it on.</summary>
internal sealed class ServerProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int server;
    private readonly int nth;
    private readonly Func<Task> act;
    private readonly Task accepting;
    private int sent;

    private ServerProxy(int server, int nth, Func<Task> act)
    {
        (this.server, this.nth, this.act) = (server, nth, act);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the desk has sent something.</summary>
    public int Sent => Volatile.Read(ref sent);

    public static ServerProxy Before(int server, int nth, Func<Task> act) => new(server, nth, act);

    public static ServerProxy Counting(int server) => new(server, int.MaxValue, () => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(PassAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
        await Task.WhenAll(lines);
    }

    private async Task PassAsync(TcpClient desk)
    {
        using var hers = desk;
        using var ours = new TcpClient();
        await ours.ConnectAsync(IPAddress.Loopback, server);
        // Whichever end goes first takes the other with it.
        await Task.WhenAny(PumpAsync(hers.GetStream(), ours.GetStream(), isFromDesk: true), PumpAsync(ours.GetStream(), hers.GetStream(), isFromDesk: false));
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isFromDesk)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, stop.Token)) > 0;)
            {
                if (isFromDesk && Interlocked.Increment(ref sent) == nth) await act();
                await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Somebody hung up, or was killed.
        }
    }
}
