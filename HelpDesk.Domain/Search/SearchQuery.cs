using System.Collections.Immutable;
using System.Globalization;

namespace HelpDesk.Domain.Search;

/// <summary>What is wrong with what somebody looks for.</summary>
public enum SearchFault
{
    /// <summary>More than <see cref="SearchQuery.LongestText"/> characters.</summary>
    TooLong,

    /// <summary>More than <see cref="SearchQuery.MostTerms"/> words and phrases.</summary>
    TooManyTerms,

    /// <summary>No letter and no digit in it.</summary>
    NoWord,

    /// <summary>It says only what to leave out.</summary>
    OnlyExcluded,

    /// <summary>Fewer than <see cref="SearchQuery.ShortestPrefix"/> letters before the star.</summary>
    ShortPrefix,
}

/// <summary>One thing to look for: words that follow each other.</summary>
/// <param name="Words">Folded; one for a single word.</param>
/// <param name="IsPrefix">The last one may go on.</param>
public sealed record SearchTerm(ImmutableArray<string> Words, bool IsPrefix)
{
    /// <summary>Whether the words stand in a text at a place.</summary>
    public bool StandsAt(IReadOnlyList<Token> text, int place)
    {
        if (place + Words.Length > text.Count) return false;
        for (var i = 0; i < Words.Length - 1; i++)
            if (text[place + i].Folded != Words[i]) return false;
        var last = text[place + Words.Length - 1].Folded;
        return IsPrefix ? last.StartsWith(Words[^1], StringComparison.Ordinal) : last == Words[^1];
    }

    public bool StandsIn(IReadOnlyList<Token> text)
    {
        for (var place = 0; place < text.Count; place++)
            if (StandsAt(text, place)) return true;
        return false;
    }

    public bool Equals(SearchTerm? other) => other is not null && IsPrefix == other.IsPrefix && Words.SequenceEqual(other.Words);

    public override int GetHashCode() => Words.Aggregate(IsPrefix.GetHashCode(), HashCode.Combine);
}

/// <summary>
/// What somebody looks for, read from what they typed: words, all of which must be there, <c>begin*</c>, <c>"a phrase"</c>,
/// <c>-left out</c>. What is typed as one word but is several, such as an address, is a phrase. Nothing typed is ever an error
/// of form: other signs part words and mean nothing.
/// </summary>
public sealed record SearchQuery(ImmutableArray<SearchTerm> Wanted, ImmutableArray<SearchTerm> Excluded)
{
    /// <summary>In characters.</summary>
    public const int LongestText = 500;

    public const int MostTerms = 20;

    /// <summary>In letters.</summary>
    public const int ShortestPrefix = 3;

    private const string Quotes = "\"“”„«»＂";
    private const string Minus = "-−–—";

    /// <summary>The query, or what is wrong with it.</summary>
    public static (SearchQuery? Query, SearchFault? Fault) Read(string? typed)
    {
        if (typed is { Length: > LongestText }) return (null, SearchFault.TooLong);
        var (wanted, excluded) = (new List<SearchTerm>(), new List<SearchTerm>());
        foreach (var (text, isExcluded) in Parts(typed ?? ""))
        {
            if (Term(text) is not { } term) continue;
            if (term.IsPrefix && term.Words[^1].Length < ShortestPrefix) return (null, SearchFault.ShortPrefix);
            var side = isExcluded ? excluded : wanted;
            if (!side.Contains(term)) side.Add(term);
        }
        if (wanted.Count + excluded.Count > MostTerms) return (null, SearchFault.TooManyTerms);
        if (wanted.Count == 0) return (null, excluded.Count == 0 ? SearchFault.NoWord : SearchFault.OnlyExcluded);
        return (new([.. wanted], [.. excluded]), null);
    }

    /// <summary>The ticket whose number somebody typed and nothing else, with or without its sign.</summary>
    public static long? NumberIn(string? typed) =>
        typed is { Length: <= 20 } && long.TryParse(typed.Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static SearchTerm? Term(string text)
    {
        var tokens = Tokens.Of(text).ToList();
        if (tokens.Count == 0) return null;
        // The star follows the word at once. What is one character by nature cannot go on.
        var isPrefix = tokens[^1].End < text.Length && text[tokens[^1].End] is '*' or '＊';
        var goesOn = isPrefix && tokens[^1].Folded is var last && (last.Length > 1 || last[0] < 0xE00);
        return new([.. tokens.Select(token => token.Folded)], goesOn && tokens[^1].Folded.Length < Tokens.Longest);
    }

    /// <summary>Phrases without their quotes, and words, each with whether a minus stands before it. A quote that nobody closed ends with the text.</summary>
    private static IEnumerable<(string Text, bool IsExcluded)> Parts(string typed)
    {
        for (var at = 0; at < typed.Length;)
        {
            if (char.IsWhiteSpace(typed[at]))
            {
                at++;
                continue;
            }
            var isExcluded = Minus.Contains(typed[at]);
            if (isExcluded) at++;
            var isPhrase = at < typed.Length && Quotes.Contains(typed[at]);
            if (isPhrase) at++;
            var start = at;
            while (at < typed.Length && !(isPhrase ? Quotes.Contains(typed[at]) : char.IsWhiteSpace(typed[at]) || Quotes.Contains(typed[at]))) at++;
            var end = at;
            if (isPhrase && at < typed.Length) at++;
            // "dru"* is dru*
            if (isPhrase && at < typed.Length && typed[at] == '*') yield return (string.Concat(typed.AsSpan(start, end - start), "*"), isExcluded);
            else if (end > start) yield return (typed[start..end], isExcluded);
        }
    }
}
