using System.Globalization;
using System.Text;
using HelpDesk.Domain.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.FullText;

/// <summary>
/// Full text on PostgreSQL: a tsvector with a GIN index. A ticket's parts are the weights A to D; words of its scope begin with a sign
/// that no word of a text has. GIN knows no order, and reading all that has a common word takes long: so among those words are the
/// thousands that the number is in, and the newest thousands are looked into first.
/// </summary>
public sealed class PostgresFullText : IFullText
{
    internal const string Create = """
        CREATE TABLE "TicketSearch" ("Number" bigint PRIMARY KEY, "Words" tsvector NOT NULL);
        CREATE INDEX "IX_TicketSearch_Words" ON "TicketSearch" USING gin ("Words");
        """;

    private const char Scope = '@';

    private static readonly string[] Weights = ["A", "B", "C", "D"];

    // Numbers whose upper bits are equal are of one span: some thousand tickets, then some ten thousand.
    private static readonly int[] Spans = [12, 16];

    // So many of the newest tickets are gone through one by one for a beginning, before all words that begin so are.
    private const int Walked = 12_000;

    public async Task<List<long>> FindAsync(HelpDeskDb db, SearchQuery query, SearchScope scope, long below, int most, CancellationToken ct)
    {
        var newest = await db.Database.SqlQuery<long>($"""SELECT coalesce(max("Number"), 0) AS "Value" FROM "TicketSearch" WHERE "Number" < {below}""").SingleAsync(ct);
        var full = Match(query.Wanted, query.Excluded, scope);
        // All that GIN has with a beginning is read at once, whatever else is asked for: so a beginning is left to the rows where something else leads to few of them.
        var few = !scope.Any.IsEmpty;
        var index = Match(few ? query.Wanted.Where(term => !term.IsPrefix) : query.Wanted, query.Excluded.Where(term => !term.IsPrefix), scope);
        if (!few && query.Wanted.Any(term => term.IsPrefix))
        {
            var found = await AmongNewestAsync(db, full, newest - Walked, below, most, ct);
            return found.Count == most ? found : await FindAsync(db, index, full, below, most, ct);
        }
        foreach (var bits in Spans)
        {
            // The span of the newest and the one before it; a search that fills its answer from these need not go further.
            var spans = string.Join(" | ", new[] { newest >> bits, (newest >> bits) - 1 }.Select(span => InScope(Span(bits, span))));
            var found = await FindAsync(db, $"({spans}) & {index}", full, below, most, ct);
            if (found.Count == most) return found;
        }
        return await FindAsync(db, index, full, below, most, ct);
    }

    public async Task PutAsync(HelpDeskDb db, IEnumerable<TicketWords> tickets, CancellationToken ct)
    {
        // All of them by one statement: a rebuild puts hundreds.
        var put = tickets.Select(ticket => (ticket.Number, Words: Vector(ticket))).ToList();
        var (numbers, words) = (put.Select(one => one.Number).ToArray(), put.Select(one => one.Words).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "TicketSearch" ("Number", "Words") SELECT number, words::tsvector FROM unnest({numbers}, {words}) AS put (number, words)
            ON CONFLICT ("Number") DO UPDATE SET "Words" = excluded."Words"
            """, ct);
    }

    public Task RemoveAsync(HelpDeskDb db, IEnumerable<long> numbers, CancellationToken ct)
    {
        var gone = numbers.ToArray();
        return db.Database.ExecuteSqlAsync($"""DELETE FROM "TicketSearch" WHERE "Number" = ANY ({gone})""", ct);
    }

    public Task ClearAsync(HelpDeskDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""TRUNCATE "TicketSearch" """, ct);

    public IQueryable<long> Entries(HelpDeskDb db) => db.Database.SqlQuery<long>($"""SELECT "Number" AS "Value" FROM "TicketSearch" """);

    // Materialised: the planner would rather walk along the numbers, past all that lacks a rare word. IS TRUE: the rows are asked, not the index.
    private static Task<List<long>> FindAsync(HelpDeskDb db, string index, string full, long below, int most, CancellationToken ct) => db.Database.SqlQuery<long>($"""
        WITH fitting AS MATERIALIZED (SELECT "Number" FROM "TicketSearch" WHERE "Words" @@ {index}::tsquery AND ("Words" @@ {full}::tsquery) IS TRUE)
        SELECT "Number" AS "Value" FROM fitting WHERE "Number" < {below} ORDER BY "Number" DESC LIMIT {most}
        """).ToListAsync(ct);

    private static Task<List<long>> AmongNewestAsync(HelpDeskDb db, string full, long above, long below, int most, CancellationToken ct) => db.Database.SqlQuery<long>($"""
        SELECT "Number" AS "Value" FROM "TicketSearch" WHERE "Number" > {above} AND "Number" < {below} AND ("Words" @@ {full}::tsquery) IS TRUE ORDER BY "Number" DESC LIMIT {most}
        """).ToListAsync(ct);

    private static string Vector(TicketWords ticket)
    {
        var places = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        foreach (var part in Enum.GetValues<TicketPart>())
            foreach (var (word, place) in ticket[part])
            {
                if (places.TryGetValue(word, out var known)) known.Append(',');
                else places[word] = known = new();
                known.Append(place).Append(Weights[(int)part]);
            }
        var vector = new StringBuilder();
        foreach (var (word, at) in places) vector.Append('\'').Append(word).Append("':").Append(at).Append(' ');
        foreach (var word in ticket.Scope.Concat(Spans.Select(bits => Span(bits, ticket.Number >> bits)))) vector.Append(InScope(word)).Append(' ');
        return vector.ToString();
    }

    private static string Match(IEnumerable<SearchTerm> wanted, IEnumerable<SearchTerm> excluded, SearchScope scope)
    {
        // Notes are of weight D: who looks into all parts needs no weights, which the index does not know.
        var weights = scope.WithInternal ? "" : "ABC";
        var match = wanted.Select(term => Term(term, weights)).Concat(excluded.Select(term => "!" + Term(term, weights)))
            .Concat(scope.All.Select(InScope)).Concat(scope.None.Select(word => "!" + InScope(word)));
        if (!scope.Any.IsEmpty) match = match.Append($"({string.Join(" | ", scope.Any.Select(InScope))})");
        return string.Join(" & ", match);
    }

    // Words hold letters, digits and marks only, so in quotes they are words whatever they say.
    private static string Term(SearchTerm term, string weights) =>
        $"({string.Join(" <-> ", term.Words.Select((word, i) => $"'{word}':{(term.IsPrefix && i == term.Words.Length - 1 ? "*" : "")}{weights}".TrimEnd(':')))})";

    private static string Span(int bits, long span) => string.Create(CultureInfo.InvariantCulture, $"n{bits}x{span}");

    private static string InScope(string word) => $"'{Scope}{word}'";
}
