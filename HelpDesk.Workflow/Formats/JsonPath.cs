namespace HelpDesk.Workflow;

/// <summary>How a place in a document is written: <c>$.steps.assign.from[0]</c>.</summary>
internal static class JsonPath
{
    private const int LongestName = 80;

    public static string Part(string? name, int index) => name is null
        ? $"[{index}]"
        : IsPlain(name) ? "." + name : $"['{Quote.Shorten(name, LongestName).Replace("'", "\\'", StringComparison.Ordinal)}']";

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>How words of a document appear in a message: never longer than a line.</summary>
internal static class Quote
{
    public static string Of(string words) => $"\"{Shorten(words, 80)}\"";

    public static string Shorten(string words, int most)
    {
        if (words.Length <= most)
            return words;
        // Never cut a surrogate pair in half.
        return words[..(char.IsHighSurrogate(words[most - 1]) ? most - 1 : most)] + "…";
    }

    /// <summary>The names that would be right, if they are few enough to help.</summary>
    public static string OneOf(IReadOnlyCollection<string> names) => names.Count switch
    {
        0 => "there is none yet",
        1 => $"use {names.First()}",
        <= 12 => $"use one of {string.Join(", ", names)}",
        _ => $"use one of {string.Join(", ", names.Take(10))}, …",
    };
}
