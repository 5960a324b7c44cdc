using System.Globalization;
using System.Text;

namespace HelpDesk.Domain.Search;

/// <summary>A word of a text as search knows it.</summary>
/// <param name="Folded">Lower case, without accents, at most <see cref="Tokens.Longest"/> characters; letters, digits and marks only.</param>
/// <param name="Start">Where it stands in the text.</param>
/// <param name="End">Where it ends, excluded.</param>
public readonly record struct Token(string Folded, int Start, int End);

/// <summary>
/// Cuts texts into words, the same for what is stored and for what is looked for, so that both databases see the same words.
/// A word is a run of letters and digits; in scripts that write without spaces each character is one.
/// </summary>
public static class Tokens
{
    /// <summary>A longer word is known by its beginning.</summary>
    public const int Longest = 64;

    /// <summary>The words of a text, in order.</summary>
    public static IEnumerable<Token> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used);
            if (!Begins(rune))
            {
                at += used;
                continue;
            }
            var start = at;
            var alone = IsAlone(rune);
            at += used;
            while (at < text.Length)
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out used);
                if (!GoesOn(rune) && (alone || !Begins(rune) || IsAlone(rune))) break;
                at += used;
            }
            var folded = Fold(text.AsSpan(start, at - start));
            if (folded.Length > 0) yield return new(folded, start, at);
        }
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word)) return Cut(word.ToString().ToLowerInvariant());
        var decomposed = word.ToString().Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
            if (Base(rune.Value) is { } letters) folded.Append(letters);
            else if (!IsDropped(rune) && (Begins(rune) || GoesOn(rune))) folded.Append(Rune.ToLowerInvariant(rune).ToString());
        return Cut(folded.ToString().Normalize(NormalizationForm.FormC));
    }

    private static string Cut(string word) => word.Length <= Longest ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];

    private static bool Begins(Rune rune) => Rune.IsLetterOrDigit(rune);

    // Marks belong to the letter before them; what shows nothing (a soft hyphen, a joiner) parts no word.
    private static bool GoesOn(Rune rune) => !rune.IsAscii
        && (IsUnseen(rune.Value) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static bool IsUnseen(int c) => c is 0xAD or (>= 0x200B and <= 0x200D) or 0x2060 or 0xFEFF;

    // Accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic: often left out when somebody types in a hurry. Marks of other scripts are part of the word.
    private static bool IsDropped(Rune rune) => IsUnseen(rune.Value)
        || rune.Value is (>= 0x300 and <= 0x36F) or (>= 0x591 and <= 0x5C7) or (>= 0x610 and <= 0x61A) or 0x640 or (>= 0x64B and <= 0x65F) or 0x670
            or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F);

    // Letters with a stroke or two in one, which no normalisation takes apart.
    private static string? Base(int c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'ł' or 'Ł' => "l",
        'þ' or 'Þ' => "th",
        'ħ' or 'Ħ' => "h",
        'ŋ' or 'Ŋ' => "n",
        'ı' => "i",
        'ς' => "σ",
        _ => null,
    };

    // Han, kana, Thai, Lao, Burmese, Khmer: nothing parts their words, so each character is one and a run of them is a phrase.
    private static bool IsAlone(Rune rune) => rune.Value is (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF)
        or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF);
}
