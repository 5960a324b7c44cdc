using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Words without case, accents and punctuation, so that they can be compared across languages and habits.</summary>
internal static class Folding
{
    /// <summary>Lower-case letters and digits, one space between words: "Réouvert (client)" becomes "reouvert client".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var c in Whole(text).Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && folded is { Length: > 0 } && folded[^1] != ' ')
                folded.Append(' ');
        return folded.ToString().TrimEnd();
    }

    /// <summary>Half characters, which cannot be normalized, are replaced.</summary>
    private static string Whole(string text) => text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>Whether words contain this one as the beginning of a word.</summary>
    public static bool Has(string folded, string word) =>
        folded.StartsWith(word, StringComparison.Ordinal) || folded.Contains(" " + word, StringComparison.Ordinal);

    /// <summary>A key made of words, not among those taken: ASCII letters and digits with hyphens, at most 48.</summary>
    public static string Key(string text, string otherwise, ICollection<string> taken)
    {
        var ascii = new string([.. Fold(text).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        var key = ascii.Length == 0 || !ascii.Any(char.IsAsciiLetter) ? otherwise : char.IsAsciiLetter(ascii[0]) ? ascii : otherwise + "-" + ascii;
        key = key.Length > 48 ? key[..48].TrimEnd('-') : key;
        var free = key;
        for (var i = 2; taken.Contains(free); i++)
            free = $"{key}-{i}";
        taken.Add(free);
        return free;
    }

    /// <summary>Words as a name: one line, at most 100 characters, without control characters.</summary>
    public static string Name(string text)
    {
        var line = string.Join(' ', new string([.. Whole(text).Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var name = line.Length <= 100 ? line : line[..(char.IsHighSurrogate(line[99]) ? 99 : 100)].TrimEnd();
        return name.Length == 0 ? "Unnamed" : name;
    }
}
