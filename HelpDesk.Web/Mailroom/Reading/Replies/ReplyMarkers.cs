namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>Lines that stand for themselves: "-----Original Message-----", "Begin forwarded message:", "## reply above this line ##".</summary>
internal static class ReplyMarkers
{
    private const int Longest = 160;

    public static bool IsOriginalMessage(string text) => IsBetweenDashes(text) && HasAny(text, Phrases.OriginalMessage);

    public static bool IsForward(string text)
    {
        if (text.Length > Longest || text.AsSpan().TrimStart().StartsWith(">")) return false;
        return IsBetweenDashes(text) && HasAny(text, Phrases.Forwarded) || text.AsSpan().TrimEnd(" *_").EndsWith(":") && IsAny(text, Phrases.Forwarded);
    }

    public static bool IsReplyAbove(string text) =>
        text.Length <= Longest && text.AsSpan().Trim() is { Length: > 10 } bare && (bare[0] is '#' or '-' or '=' or '*' or '—' or '–' or '_' or '[' || bare[^1] is '#' or '-' or '=') && HasAny(text, Phrases.ReplyAbove);

    /// <summary>A rule drawn from one character, three or more.</summary>
    public static bool IsRule(string text)
    {
        var bare = text.AsSpan().Trim();
        return bare.Length >= 3 && bare[0] is '-' or '_' or '=' or '*' or '—' or '–' or '─' && bare.IndexOfAnyExcept(bare[0]) < 0;
    }

    private static bool IsBetweenDashes(string text)
    {
        if (text.Length > Longest) return false;
        var bare = text.AsSpan().Trim(" \t*");
        return bare.StartsWith("--") || bare.StartsWith("__") || bare.StartsWith("==") || bare.StartsWith("——") || bare.StartsWith("––");
    }

    private static bool HasAny(string text, string[] phrases)
    {
        var plain = Lines.Plain(text);
        return phrases.Any(phrase => plain.Contains(phrase, StringComparison.Ordinal));
    }

    private static bool IsAny(string text, string[] phrases)
    {
        var plain = Lines.Plain(text).Trim(' ', '*', '_', ':');
        return phrases.Any(phrase => plain == phrase);
    }
}
