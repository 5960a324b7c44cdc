namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>Where a signature surely begins: at its delimiter, at a mailing list's footer, or where a program signs for its user. Closings ("Regards, Carl") are the author's words and stay.</summary>
internal static class SignatureLines
{
    // No signature is longer, and of a long mail only its end is looked at.
    private const int MostLines = 100;

    /// <returns>The line from which on the part from start to end is signature; else its end.</returns>
    public static int StartIn(Lines lines, int start, int end, bool isBeforeQuote)
    {
        // Backwards, so that the lines below are known when one that may delimit is met.
        var (below, hasContact, found) = (0, false, end);
        for (var at = end - 1; at >= start && below < MostLines; at--)
        {
            var line = lines[at];
            if (line.IsBlank) continue;
            if (Delimits(line.Text, below, hasContact) || IsSentFrom(line.Text) && StandsAlone(lines, at, start, end, below, isBeforeQuote)) found = at;
            below++;
            hasContact |= line.Text.Length < 1000 && (Evidence.In(line.Text).HasAddress || line.Text.Contains("http", StringComparison.Ordinal));
        }
        return found;
    }

    public static bool IsSentFrom(string text)
    {
        if (text.Length > 300) return false;
        var bracket = text.IndexOfAny(['<', '(']);
        var bare = (bracket > 0 ? text[..bracket] : text).Trim();
        if (bare.Length is < 6 or > 90 || bare[^1] is '?' or ':' or ',') return false;
        var plain = Lines.Plain(bare).TrimStart('-', '*', '_', ' ');
        return Phrases.SentFrom.Any(phrase => plain.StartsWith(phrase, StringComparison.Ordinal)) || Phrases.SentFromEndings.Any(phrase => plain.EndsWith(phrase, StringComparison.Ordinal))
            || plain.StartsWith("sent from ", StringComparison.Ordinal) && char.IsUpper(bare[^1] == '.' ? bare[^2] : bare.TrimStart('-', '*', '_', ' ')["sent from ".Length]);
    }

    private static bool Delimits(string text, int below, bool hasContact) => text.TrimEnd('\r') switch
    {
        "-- " => below <= 25,
        "--" or "-- -" => below <= 12,
        "__" or "__ " => below <= 10,
        var rule => rule.Length >= 10 && rule[0] == '_' && ReplyMarkers.IsRule(rule) && below is > 0 and <= 8 && hasContact,
    };

    // A program signs in a paragraph of its own, above the quote: in the middle of prose the same words are the author's.
    private static bool StandsAlone(Lines lines, int at, int start, int end, int below, bool isBeforeQuote) =>
        (at == start || lines[at - 1].IsBlank || below == 0) && (below == 0 || at + 1 >= end || lines[at + 1].IsBlank || isBeforeQuote && below <= 2);
}
