namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>What a broken line wrap leaves between quoted lines without its ">".</summary>
internal static class QuoteRemnants
{
    private const int MayHaveBeenWrapped = 60;

    /// <summary>Stands directly between quoted lines of which the upper is long: no answer, though its words are kept.</summary>
    public static bool IsRemnant(Lines lines, int start, int end) =>
        IsBetween(lines, start, end) && lines[start - 1].Text.Length >= MayHaveBeenWrapped;

    /// <summary>The rest of a quoted link, which a program has broken: nobody's words.</summary>
    public static bool IsLink(Lines lines, int start, int end)
    {
        if (!IsBetween(lines, start, end)) return false;
        var bare = lines[start].Bare;
        if (bare.StartsWith("(http", StringComparison.Ordinal) || bare.StartsWith("<http", StringComparison.Ordinal)) return true;
        var above = lines[start - 1].Text;
        var open = above.LastIndexOf("http", StringComparison.Ordinal);
        return open > 0 && above[open - 1] is '(' or '<' && above.AsSpan(open).IndexOfAny(")> ") < 0 && !bare.Contains(' ');
    }

    private static bool IsBetween(Lines lines, int start, int end) =>
        end - start <= 2 && start > 0 && end < lines.Count && lines[start - 1].IsQuoted && lines[end].IsQuoted && lines[start - 1].Mark == LineMark.None;
}
