using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Tickets;

/// <summary>What a request is called whose author gave it no name.</summary>
public static partial class Subjects
{
    /// <summary>What it is called where nobody wrote a word.</summary>
    public const string None = "(no subject)";

    private const int Longest = 80;

    // A greeting alone says nothing, and no subject needs more of a long text than this.
    private const int Looked = 4000;

    /// <summary>The subject on one line; where there is none, the first words of the body, at most about 80 characters, ended at a word.</summary>
    public static string From(string? subject, string body)
    {
        if (OneLine(subject ?? "") is { Length: > 0 } given) return given;
        var words = OneLine(body.Length > Looked ? body[..Looked] : body);
        if (!words.Any(char.IsLetterOrDigit)) return None;
        var greeting = Greeting().Match(FirstLine(body));
        if (greeting.Success && OneLine(After(body, greeting)) is var rest && rest.Any(char.IsLetterOrDigit)) words = rest;
        return Shorten(words);
    }

    private static string After(string body, Match greeting)
    {
        var from = body.Length - body.TrimStart().Length + greeting.Length;
        return body.Substring(from, Math.Min(Looked, body.Length - from));
    }

    private static string FirstLine(string body)
    {
        var text = body.AsSpan().TrimStart();
        var end = text.IndexOfAny('\r', '\n');
        return (end < 0 ? text[..Math.Min(text.Length, Looked)] : text[..Math.Min(end, Looked)]).ToString();
    }

    private static string OneLine(string text) => Gaps().Replace(text, " ").Trim();

    private static string Shorten(string words)
    {
        if (words.Length <= Longest) return words;
        var end = words.LastIndexOf(' ', Longest);
        // One word without an end, such as an address: cut, but not through a character.
        if (end < Longest / 2) end = WholeCharacters(words, Longest);
        return words[..end].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }

    private static int WholeCharacters(string words, int most)
    {
        var end = 0;
        for (int next; end < most && (next = end + StringInfo.GetNextTextElementLength(words, end)) <= most;) end = next;
        return end == 0 ? (char.IsHighSurrogate(words[most - 1]) ? most - 1 : most) : end;
    }

    // Also controls that turn the direction of what follows them: a subject stands in lists, beside others' words.
    [GeneratedRegex(@"[\s\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();

    // To the comma or the end of the line: "Hello,", "Hi Sasha!", "Guten Tag Frau Muster,", "Sehr geehrte Damen und Herren,".
    [GeneratedRegex(@"^(hello|hi|hey|dear|good (morning|afternoon|evening|day)|greetings|hallo|hei|moin|servus|guten (morgen|tag|abend)|grüezi|grüß gott|sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|salut|hola|buen(os|as) (d[ií]as|tardes|noches)|ciao|buongiorno|ol[áa]|hej|hoi|beste|geachte|szanowni|dzień dobry)\b[^,.!:;–\n\r]{0,60}([,.!:;–]+|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Greeting();
}
