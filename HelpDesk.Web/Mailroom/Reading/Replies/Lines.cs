using System.Buffers;

namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>What an HTML mail says of a line beyond its words.</summary>
internal enum LineMark { None, Quote, Attribution, Tail, Signature }

internal readonly record struct Line(string Text, LineMark Mark = LineMark.None)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>A quote's line, by its mark or by a ">" after at most three spaces.</summary>
    public bool IsQuoted => Mark == LineMark.Quote || Text.AsSpan(0, Math.Min(4, Text.Length)).TrimStart().StartsWith(">");

    public string Bare => Text.Trim();
}

/// <summary>A mail's lines. Counts how often one is looked at, so that tests can hold the work to the size.</summary>
internal class Lines(IReadOnlyList<Line> lines)
{
    // Invisible marks of writing direction stand between the words of Hebrew and Arabic attributions, and at the start of a file.
    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    public int Count => lines.Count;

    public long Visits { get; private set; }

    public Line this[int index]
    {
        get
        {
            Visits++;
            return lines[index];
        }
    }

    public static Lines Of(string text) =>
        new([.. text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => SharedLines.Parted(line)).Select(line => new Line(line))]);

    public string Join(int start, int end)
    {
        var joined = new System.Text.StringBuilder();
        for (var at = start; at < end; at++) joined.Append(this[at].Text.TrimEnd()).Append('\n');
        return joined.ToString();
    }

    public bool IsBlank(int start, int end)
    {
        for (var at = start; at < end; at++)
            if (!this[at].IsBlank) return false;
        return true;
    }

    /// <summary>The next line with words, within a look-ahead that is bounded; else <see cref="Count"/>.</summary>
    public int NextWritten(int from)
    {
        for (var at = from; at < Math.Min(Count, from + 12); at++)
            if (!this[at].IsBlank) return at;
        return Count;
    }

    /// <summary>Lower case, its spaces plain, digits as in English, without invisible marks.</summary>
    public static string Plain(string text)
    {
        if (text.AsSpan().ContainsAny(Invisible)) text = string.Concat(text.Where(character => !Invisible.Contains(character)));
        if (text.AsSpan().ContainsAnyInRange('\u0660', '\u06F9')) text = string.Concat(text.Select(Digit));
        return text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('’', '\'').Trim().ToLowerInvariant();
    }

    private static char Digit(char character) => character is >= '\u0660' and <= '\u06F9' && char.IsDigit(character) ? (char)('0' + (int)char.GetNumericValue(character)) : character;
}

/// <summary>Lines of HTML; a mark is a surer judge than words.</summary>
internal sealed class MarkedLines(IReadOnlyList<Line> lines, bool hasMarks) : Lines(lines)
{
    public bool HasMarks => hasMarks;
}
