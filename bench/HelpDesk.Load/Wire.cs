using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HelpDesk.Load;

/// <summary>What came back.</summary>
internal readonly ref struct Answer(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, int bytes)
{
    public int Status { get; } = status;

    /// <summary>Status line and headers, without the empty line.</summary>
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>As it came: decoded from chunks, not from compression.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>All that came over the wire.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>A header's value, or empty.</summary>
    public string Header(string name)
    {
        foreach (var line in Encoding.ASCII.GetString(Head).Split("\r\n"))
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] == ':') return line[(name.Length + 1)..].Trim();
        return "";
    }

    public override string ToString() => $"{Status} {Header("Location")}\n{Encoding.UTF8.GetString(Body[..Math.Min(Body.Length, 2000)])}";
}

/// <summary>
/// One kept connection. Blocking and bare: this program shares the machine with what it measures, and what it costs itself would be
/// taken from both sides of each ratio.
/// </summary>
internal sealed class Wire(Uri server) : IDisposable
{
    private const int ReceiveTimeout = 60_000;

    // Sooner than the server, which closes what is idle.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);

    private byte[] buffer = new byte[64 * 1024];
    private byte[] body = new byte[256 * 1024];
    private Socket? socket;
    private int filled;
    private long last;

    /// <summary>Sends a request and waits for its answer, which is good until the next one is sent.</summary>
    public Answer Send(ReadOnlySpan<byte> request)
    {
        if (socket is not null && Stopwatch.GetElapsedTime(last) > LongestIdle) Dispose();
        socket ??= Connect();
        last = Stopwatch.GetTimestamp();
        socket.Send(request);
        filled = 0;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) Receive();
        var status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
        var (length, whole) = Find(buffer.AsSpan(0, end), "content-length:"u8) is { Length: > 0 } given && Utf8Parser.TryParse(given, out int declared, out _)
            ? Plain(end + 4, declared)
            : Find(buffer.AsSpan(0, end), "transfer-encoding:"u8).IsEmpty ? (0, end + 4) : Chunks(end + 4);
        return new(status, buffer.AsSpan(0, end), body.AsSpan(0, length), whole);
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private Socket Connect()
    {
        var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = ReceiveTimeout };
        made.Connect(server.Host, server.Port);
        return made;
    }

    private void Receive()
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var got = socket!.Receive(buffer.AsSpan(filled));
        if (got == 0) throw new IOException("The server closed the connection in the middle of an answer.");
        filled += got;
    }

    private (int Length, int Whole) Plain(int start, int length)
    {
        while (filled < start + length) Receive();
        Keep(0, buffer.AsSpan(start, length));
        return (length, start + length);
    }

    private (int Length, int Whole) Chunks(int at)
    {
        for (var length = 0; ;)
        {
            int line;
            while ((line = buffer.AsSpan(at, filled - at).IndexOf("\r\n"u8)) < 0) Receive();
            if (!Utf8Parser.TryParse(buffer.AsSpan(at, line), out int size, out _, 'x')) throw new IOException("The server sent a chunk without a size.");
            at += line + 2;
            while (filled < at + size + 2) Receive();
            Keep(length, buffer.AsSpan(at, size));
            (at, length) = (at + size + 2, length + size);
            if (size == 0) return (length, at);
        }
    }

    private void Keep(int at, ReadOnlySpan<byte> part)
    {
        if (at + part.Length > body.Length) Array.Resize(ref body, Math.Max(body.Length * 2, at + part.Length));
        part.CopyTo(body.AsSpan(at));
    }

    // A header's value, its name in lower case.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (int next; (next = head.IndexOf("\r\n"u8)) >= 0;)
        {
            head = head[(next + 2)..];
            if (head.Length > name.Length && Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                var end = head.IndexOf("\r\n"u8);
                return (end < 0 ? head : head[..end])[name.Length..].Trim((byte)' ');
            }
        }
        return default;
    }
}
