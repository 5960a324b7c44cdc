using System.Collections.Immutable;

namespace HelpDesk.Domain.Search;

/// <summary>A piece of text to show.</summary>
/// <param name="IsHit">Whether it is what somebody looks for.</param>
public readonly record struct ExcerptPart(string Text, bool IsHit);

/// <summary>Words of a text around what somebody looks for.</summary>
public sealed record Excerpt(ImmutableArray<ExcerptPart> Parts)
{
    // Characters before the first hit, and in all.
    private const int Before = 40;
    private const int Length = 180;

    /// <summary>The whole text, with its hits.</summary>
    public static Excerpt Whole(string text, SearchQuery query) => new(Cut(text, 0, text.Length, Hits([.. Tokens.Of(text)], query)));

    /// <summary>The place at which most of what is looked for stands close together.</summary>
    /// <param name="found">How many different terms the excerpt shows; 0: none of them is in the text.</param>
    public static Excerpt Best(string text, SearchQuery query, out int found)
    {
        var hits = Hits([.. Tokens.Of(text)], query);
        var best = (Start: 0, Terms: 0);
        for (var first = 0; first < hits.Count; first++)
        {
            var terms = hits.Skip(first).TakeWhile(hit => hit.End - hits[first].Start <= Length - Before).Select(hit => hit.Term).Distinct().Count();
            if (terms > best.Terms) best = (hits[first].Start, terms);
            if (terms == query.Wanted.Length) break;
        }
        found = best.Terms;
        var start = WordStart(text, Math.Max(0, best.Start - Before), best.Start);
        var end = WordEnd(text, Math.Min(text.Length, start + Length), start);
        var parts = Cut(text, start, end, hits);
        if (start > 0) parts = parts.Insert(0, new("… ", false));
        return new(end < text.Length ? parts.Add(new(" …", false)) : parts);
    }

    private static List<(int Start, int End, int Term)> Hits(Token[] tokens, SearchQuery query)
    {
        var hits = new List<(int Start, int End, int Term)>();
        for (var place = 0; place < tokens.Length; place++)
            for (var term = 0; term < query.Wanted.Length; term++)
                if (query.Wanted[term].StandsAt(tokens, place))
                    hits.Add((tokens[place].Start, tokens[place + query.Wanted[term].Words.Length - 1].End, term));
        return hits;
    }

    private static ImmutableArray<ExcerptPart> Cut(string text, int start, int end, List<(int Start, int End, int Term)> hits)
    {
        var parts = ImmutableArray.CreateBuilder<ExcerptPart>();
        var at = start;
        foreach (var hit in hits)
        {
            if (hit.End <= at || hit.End > end) continue;
            var from = Math.Max(at, hit.Start);
            if (from > at) parts.Add(new(OneLine(text[at..from]), false));
            parts.Add(new(OneLine(text[from..hit.End]), true));
            at = hit.End;
        }
        if (end > at) parts.Add(new(OneLine(text[at..end]), false));
        return parts.ToImmutable();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    // Begins after a space, where there is one before the hit.
    private static int WordStart(string text, int from, int hit)
    {
        if (from == 0) return 0;
        for (var at = from; at < hit; at++)
            if (char.IsWhiteSpace(text[at])) return at + 1;
        return char.IsLowSurrogate(text[from]) ? from + 1 : from;
    }

    private static int WordEnd(string text, int to, int start)
    {
        if (to == text.Length) return to;
        for (var at = to; at > start + (Length / 2); at--)
            if (char.IsWhiteSpace(text[at])) return at;
        return char.IsLowSurrogate(text[to]) ? to - 1 : to;
    }
}
