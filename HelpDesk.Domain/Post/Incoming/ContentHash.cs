using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>
/// What makes a mail the same mail by whatever way it came: its Message-ID, From, Date and Subject as they stand there, and every byte
/// of its body. What servers add on the way does not count, and a Message-ID alone proves nothing: anybody can send it first.
/// </summary>
public static class ContentHash
{
    // A longer header block is no mail that we read: then every byte counts.
    private const int MostHeaderBytes = 1024 * 1024;
    private const int BufferBytes = 81_920;

    private static readonly string[] Names = ["message-id", "from", "date", "subject"];

    /// <summary>Reads a mail to its end.</summary>
    /// <returns>Lower-case hex.</returns>
    public static async Task<string> OfAsync(Stream raw, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(MostHeaderBytes);
        try
        {
            var head = await raw.ReadAtLeastAsync(buffer.AsMemory(0, MostHeaderBytes), MostHeaderBytes, throwOnEndOfStream: false, ct);
            var body = BodyStart(buffer.AsSpan(0, head));
            if (body is { } at && !TellHeaders(buffer.AsSpan(0, at), hash)) body = null;
            hash.AppendData(buffer.AsSpan((body ?? 0)..head));
            for (int read; (read = await raw.ReadAsync(buffer.AsMemory(0, BufferBytes), ct)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>For a mail whose bytes we do not have.</summary>
    public static string Of(params ReadOnlySpan<string> facts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in facts) Tell(hash, Encoding.UTF8.GetBytes(fact));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // After the first empty line; null where there is none.
    private static int? BodyStart(ReadOnlySpan<byte> head)
    {
        for (var at = 0; at < head.Length;)
        {
            var length = head[at..].IndexOf((byte)'\n');
            if (length < 0) return null;
            if (length == 0 || (length == 1 && head[at] == '\r')) return at + length + 1;
            at += length + 1;
        }
        return null;
    }

    /// <returns>Whether the mail has anything that tells it from others: a Message-ID or a date.</returns>
    private static bool TellHeaders(ReadOnlySpan<byte> head, IncrementalHash hash)
    {
        var fields = Fields(Encoding.Latin1.GetString(head));
        if (fields.All(field => field.Name is not ("message-id" or "date"))) return false;
        foreach (var name in Names)
        {
            Tell(hash, Encoding.Latin1.GetBytes(name));
            foreach (var (_, value) in fields.Where(field => field.Name == name)) Tell(hash, Encoding.Latin1.GetBytes(value));
        }
        return true;
    }

    // Folding is how a line travels, not what it says.
    private static List<(string Name, string Value)> Fields(string head)
    {
        var fields = new List<(string Name, StringBuilder Value)>();
        var isOurs = false;
        foreach (var line in head.Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                if (isOurs) fields[^1].Value.Append(line.TrimEnd('\r'));
                continue;
            }
            var colon = line.IndexOf(':');
            var name = colon > 0 ? line[..colon].Trim().ToLowerInvariant() : "";
            isOurs = Names.Contains(name);
            if (isOurs) fields.Add((name, new(line[(colon + 1)..].TrimEnd('\r'))));
        }
        return [.. fields.Select(field => (field.Name, string.Join(' ', field.Value.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))))];
    }

    // With its length, so that no two lists of values look alike.
    private static void Tell(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        hash.AppendData(length);
        hash.AppendData(value);
    }
}
