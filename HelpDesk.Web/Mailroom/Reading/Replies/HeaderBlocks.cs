namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>"From: … Sent: … To: … Subject: …", as Outlook and its kin put it above a quote.</summary>
internal static class HeaderBlocks
{
    private const int MostLines = 14;
    private const int LongestLabel = 32;

    /// <returns>How many lines from here on are the block; none: 0.</returns>
    public static int LengthAt(Lines lines, int start)
    {
        if (Field(lines[start].Text) is not { } first) return 0;
        var fields = new HashSet<HeaderField> { first };
        var hasAddress = HasAddress(lines[start].Text);
        var (end, others) = (start + 1, 0);
        for (var at = start + 1; at < Math.Min(lines.Count, start + MostLines); at++)
        {
            var text = lines[at].Text;
            if (Field(text) is { } field)
            {
                fields.Add(field);
                (end, others) = (at + 1, 0);
            }
            // A value goes on, or programs that double their lines put a blank between.
            else if (++others > 2 || lines[at].IsBlank && others > 1) break;
            else if (others == 1 && lines[at].IsBlank && end != at) break;
            hasAddress |= others <= 1 && HasAddress(text);
        }
        return IsHeader(fields, hasAddress) ? end - start : 0;
    }

    // Three labels of a journey (From: Berlin, To: Paris, Date: 12 May) are the author's: a mail's header has an address or a subject.
    private static bool IsHeader(HashSet<HeaderField> fields, bool hasAddress) =>
        (fields.Contains(HeaderField.From) || fields.Contains(HeaderField.Date))
        && (fields.Count >= 3 && (hasAddress || fields.Contains(HeaderField.Subject)) || fields.Count >= 2 && hasAddress);

    private static bool HasAddress(string text) => text.Length < 2000 && Evidence.In(text).HasAddress;

    private static HeaderField? Field(string text)
    {
        var bare = text.AsSpan().TrimStart(" \t\u00A0*_");
        var colon = bare[..Math.Min(bare.Length, LongestLabel)].IndexOfAny(':', '：');
        if (colon < 1) return null;
        var label = Lines.Plain(bare[..colon].TrimEnd(" \u00A0\u202F*_").ToString());
        return Phrases.Headers.TryGetValue(label, out var field) ? field : null;
    }
}
