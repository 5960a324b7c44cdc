using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HelpDesk.Domain.Search;

/// <summary>The parts of a ticket that are kept apart in the index; customers look in all but the last.</summary>
public enum TicketPart
{
    Subject,

    /// <summary>Number, customer, organisation, and the fields that customers fill in.</summary>
    Facts,

    /// <summary>What was said between customer and staff.</summary>
    Messages,

    /// <summary>Notes, words that were taken back, and the fields of staff: of these no customer's search knows.</summary>
    Internal,
}

/// <summary>A word of a ticket, with its place. A phrase is words at places that follow each other.</summary>
public readonly record struct PlacedWord(string Word, int Place);

/// <summary>A ticket as both databases index it: the same words at the same places, within what the narrower of them can hold.</summary>
/// <param name="Scope">Words for whose it is and where it stands; no text contains them.</param>
public sealed record TicketWords(long Number, ImmutableArray<string> Scope)
{
    /// <summary>A place behind all others, at which no phrase is found: for words of a very long ticket.</summary>
    public const int NoPlace = 16_383;

    // Places in all: PostgreSQL knows 16,383 of them. What is beyond its part's is found by its words, but by no phrase.
    private static readonly ImmutableArray<int> Places = [100, 1_200, 10_000, 4_500];

    // Of one word it remembers 256 places; the first of each part is always among them.
    private const int MostPlacesOfAWord = 250;

    // All words of a ticket, each once, in bytes: it holds a megabyte with their places.
    private const int MostBytes = 400_000;

    private readonly List<PlacedWord>[] words = [[], [], [], []];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string>[] seen = [NewSet(), NewSet(), NewSet(), NewSet()];
    private int bytes;
    private int place = 1;

    public IReadOnlyList<PlacedWord> this[TicketPart part] => words[(int)part];

    /// <summary>Fills one part, which must come after those before it.</summary>
    public void Put(TicketPart part, IEnumerable<string?> texts)
    {
        var end = place + Places[(int)part];
        foreach (var text in texts)
        {
            foreach (var token in Tokens.Of(text ?? "")) Put(part, token.Folded, end);
            // No phrase goes on from one text to the next.
            if (place < end) place++;
        }
        place = Math.Min(place, end) + 1;
    }

    private void Put(TicketPart part, string word, int end)
    {
        var isFirst = !seen[(int)part].Contains(word);
        var count = counts.GetValueOrDefault(word);
        var isPlaced = place < end && (isFirst || count < MostPlacesOfAWord);
        if ((isPlaced || isFirst) && (count > 0 || (bytes += Encoding.UTF8.GetByteCount(word)) <= MostBytes))
        {
            words[(int)part].Add(new(word, isPlaced ? place : NoPlace));
            counts[word] = count + 1;
            seen[(int)part].Add(word);
        }
        if (place < end) place++;
    }

    /// <summary>How a number stands among the words.</summary>
    public static string Word(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static HashSet<string> NewSet() => new(StringComparer.Ordinal);
}
