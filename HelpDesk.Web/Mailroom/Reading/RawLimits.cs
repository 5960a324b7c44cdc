using System.Text;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>
/// Bounds on the raw bytes of a mail, told before a parser sees them: in one pass, with memory for the boundaries alone.
/// It may count a line that only looks like a boundary, never too few.
/// </summary>
internal sealed class RawLimits
{
    public const int MaxBytes = 40 * 1024 * 1024;
    public const int MaxHeaderBytes = 256 * 1024;
    public const int MaxHeaderLines = 1000;
    public const int MaxParts = 1000;
    private const int LongestBoundary = 1000;

    private readonly HashSet<string> boundaries = new(StringComparer.Ordinal);
    private bool anyDashes;
    private bool digest;
    private int parts;

    private RawLimits() { }

    /// <summary>The limit that a mail breaks, as a sentence; null if none.</summary>
    public static string? Refusal(ReadOnlySpan<byte> raw) =>
        raw.Length > MaxBytes ? "The message is larger than 40 MB." : new RawLimits().Scan(raw);

    private string? Scan(ReadOnlySpan<byte> raw)
    {
        if (!FindBoundaries(raw)) return TooManyParts;
        bool inHeader = true, nested = false, typed = false;
        int headerBytes = 0, headerLines = 0;
        while (!raw.IsEmpty)
        {
            var line = NextLine(ref raw, out var length);
            if (IsBoundary(line))
            {
                if (++parts > MaxParts) return TooManyParts;
                (inHeader, nested, typed, headerBytes, headerLines) = (true, false, false, 0, 0);
                continue;
            }
            if (!inHeader) continue;
            if (line.IsEmpty && headerLines == 0 && headerBytes == 0 && parts == 0) continue;
            if (line.IsEmpty)
            {
                // A mail within the mail begins with a header of its own.
                if (nested && ++parts > MaxParts) return TooManyParts;
                inHeader = nested || (digest && !typed);
                (nested, typed, headerBytes, headerLines) = (false, true, 0, 0);
                continue;
            }
            headerBytes += length;
            headerLines++;
            if (headerBytes > MaxHeaderBytes) return "The header is larger than 256 KiB.";
            if (headerLines > MaxHeaderLines) return "The header has more than 1,000 lines.";
            if (!StartsWith(line, "content-type"u8)) continue;
            typed = true;
            nested |= SaysMessage(line, raw);
            digest |= Contains(line, "digest"u8) || Contains(raw[..Math.Min(raw.Length, 200)], "digest"u8);
        }
        return null;
    }

    private static string TooManyParts => "The message has more than 1,000 parts.";

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> raw, out int length)
    {
        var end = raw.IndexOf((byte)'\n');
        length = end < 0 ? raw.Length : end + 1;
        var line = raw[..length].TrimEnd("\r\n \t"u8);
        raw = raw[length..];
        return line;
    }

    private bool IsBoundary(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("--"u8)) return false;
        if (anyDashes) return true;
        if (line.Length > LongestBoundary) return false;
        var words = Encoding.Latin1.GetString(line[2..]);
        return boundaries.Contains(words) || (words.EndsWith("--", StringComparison.Ordinal) && boundaries.Contains(words[..^2].TrimEnd()));
    }

    // The type may stand on the next line, or behind a comment.
    private static bool SaysMessage(ReadOnlySpan<byte> line, ReadOnlySpan<byte> rest)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0) return false;
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.IsEmpty) value = rest[..Math.Min(rest.Length, 200)].TrimStart("\r\n \t"u8);
        return StartsWith(value, "message"u8) || value.StartsWith("("u8);
    }

    /// <summary>Collects what is declared as a boundary anywhere. Where one is written in a way that only a parser can undo, every line with two dashes counts.</summary>
    private bool FindBoundaries(ReadOnlySpan<byte> raw)
    {
        while (NextB(ref raw))
        {
            var value = raw[..Math.Min(raw.Length, LongestBoundary)].TrimStart("\r\n \t"u8);
            if (value.StartsWith("*"u8) || value.StartsWith("("u8)) anyDashes = true;
            if (!value.StartsWith("="u8)) continue;
            value = value[1..].TrimStart("\r\n \t"u8);
            if (!Take(value)) anyDashes = true;
            if (boundaries.Count > MaxParts) return false;
        }
        return true;
    }

    private bool Take(ReadOnlySpan<byte> value)
    {
        var quoted = value.StartsWith("\""u8);
        var end = quoted ? value[1..].IndexOf((byte)'"') : value.IndexOfAny(";\r\n \t"u8);
        var taken = quoted ? value[1..(end < 0 ? value.Length : end + 1)] : value[..(end < 0 ? value.Length : end)];
        if ((quoted && end < 0) || taken.IndexOfAny("\\\r\n("u8) >= 0 || taken.StartsWith("=?"u8)) return false;
        boundaries.Add(Encoding.Latin1.GetString(taken.TrimEnd(" \t"u8)));
        return true;
    }

    private static bool NextB(ref ReadOnlySpan<byte> raw)
    {
        var word = "boundary"u8;
        for (int at; (at = raw.IndexOfAny((byte)'b', (byte)'B')) >= 0;)
        {
            raw = raw[at..];
            if (StartsWith(raw, word))
            {
                raw = raw[word.Length..];
                return true;
            }
            raw = raw[1..];
        }
        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> lower) =>
        bytes.Length >= lower.Length && Ascii.EqualsIgnoreCase(bytes[..lower.Length], lower);

    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> lower)
    {
        for (var at = 0; at + lower.Length <= bytes.Length; at++)
            if (Ascii.EqualsIgnoreCase(bytes.Slice(at, lower.Length), lower)) return true;
        return false;
    }
}
