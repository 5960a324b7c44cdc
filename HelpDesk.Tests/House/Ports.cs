using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.House;

public static class Ports
{
    // Below those that the system gives to whoever connects somewhere: one of these could be taken before its server listens.
    private const int First = 20_000, Last = 32_000;

    private static int next = Random.Shared.Next(First, Last);

    /// <summary>A port of the loopback that nobody uses now, and that nobody else here is told.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % (Last - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }
}
