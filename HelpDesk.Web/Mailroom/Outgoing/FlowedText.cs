using System.Text;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>
/// Plain text in lines that every mail program shows well (RFC 3676, format=flowed): a line that was cut ends in a blank, so that who
/// knows the format joins it again. Nothing is cut inside a word, so that links stay whole.
/// </summary>
internal static class FlowedText
{
    /// <summary>No line is longer, but for a single long word.</summary>
    public const int Width = 76;

    public static string Of(string text)
    {
        var flowed = new StringBuilder(text.Length + (text.Length / 20));
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) flowed.Append('\n');
            Flow(lines[i].TrimEnd(), flowed);
        }
        return flowed.ToString();
    }

    private static void Flow(string line, StringBuilder flowed)
    {
        var quote = QuoteOf(line);
        var rest = line[quote.Length..];
        while (CutOf(rest, Width - quote.Length) is var cut and > 0)
        {
            flowed.Append(quote).Append(Stuffed(rest[..cut], quote)).Append(' ').Append('\n');
            rest = rest[(cut + 1)..].TrimStart(' ');
        }
        flowed.Append(quote).Append(Stuffed(rest, quote));
        if (rest.Length == 0) flowed.Length -= quote.Length - quote.TrimEnd().Length;
    }

    /// <summary>The marks of a quotation at the beginning of a line, with the blank after them.</summary>
    private static string QuoteOf(string line)
    {
        var end = 0;
        while (end < line.Length && (line[end] == '>' || (line[end] == ' ' && end > 0 && end + 1 < line.Length && line[end + 1] == '>'))) end++;
        return end == 0 ? "" : line[..end].Replace(" ", "", StringComparison.Ordinal) + (end < line.Length && line[end] == ' ' ? " " : "");
    }

    /// <summary>Where the last blank is at which a line can be cut; 0 for a line that stays whole.</summary>
    private static int CutOf(string line, int width)
    {
        if (line.Length <= width) return 0;
        var cut = line.LastIndexOf(' ', width - 1);
        if (cut <= line.Length - line.TrimStart().Length) cut = line.IndexOf(' ', width - 1);
        return cut < 0 ? 0 : cut;
    }

    // What begins like a quotation's blank or an old mailbox's separator gets a blank before it, which readers of the format take away.
    private static string Stuffed(string line, string quote) =>
        quote.Length == 0 && (line.StartsWith(' ') || line.StartsWith("From ", StringComparison.Ordinal)) ? " " + line : line;
}
