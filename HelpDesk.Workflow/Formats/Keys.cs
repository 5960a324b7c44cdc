namespace HelpDesk.Workflow;

/// <summary>What a key may look like: it ends up in URLs, columns and exports.</summary>
internal static class Keys
{
    public const string Rule = "a lower-case letter, then up to 63 lower-case letters, digits and hyphens";

    public static bool IsKey(string text) =>
        text.Length is >= 1 and <= 64 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>What people read when a definition gives no words: <c>no-answer</c> becomes "No answer".</summary>
    public static string Words(string key) => char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');
}
