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

    public async Task<List<long>> FindAsync(HelpDeskDb db, SearchQuery query, SearchScope scope, long below, int most, CancellationToken ct)
    {
        var match = Match(query, scope);
        var newest = await db.Database.SqlQuery<long>($"""SELECT coalesce(max("Number"), 0) AS "Value" FROM "TicketSearch" WHERE "Number" < {below}""").SingleAsync(ct);
        foreach (var bits in Spans)
        {
            // The span of the newest and the one before it; a search that fills its answer from these need not go further.
            var spans = string.Join(" | ", new[] { newest >> bits, (newest >> bits) - 1 }.Select(span => InScope(Span(bits, span))));
            var found = await FindAsync(db, $"({spans}) & {match}", below, most, ct);
            if (found.Count == most) return found;
        }
        return await FindAsync(db, match, below, most, ct);
    }

    public async Task PutAsync(HelpDeskDb db, IEnumerable<TicketWords> tickets, CancellationToken ct)
    {
        foreach (var ticket in tickets)
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "TicketSearch" ("Number", "Words") VALUES ({ticket.Number}, {Vector(ticket)}::tsvector) ON CONFLICT ("Number") DO UPDATE SET "Words" = excluded."Words" """, ct);
    }

    public Task RemoveAsync(HelpDeskDb db, IEnumerable<long> numbers, CancellationToken ct)
    {
        var gone = numbers.ToArray();
        return db.Database.ExecuteSqlAsync($"""DELETE FROM "TicketSearch" WHERE "Number" = ANY ({gone})""", ct);
    }

    public Task ClearAsync(HelpDeskDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""TRUNCATE "TicketSearch" """, ct);

    // Materialised: the planner would rather walk along the numbers, past all that lacks a rare word.
    private static Task<List<long>> FindAsync(HelpDeskDb db, string match, long below, int most, CancellationToken ct) => db.Database.SqlQuery<long>($"""
        WITH fitting AS MATERIALIZED (SELECT "Number" FROM "TicketSearch" WHERE "Words" @@ {match}::tsquery)
        SELECT "Number" AS "Value" FROM fitting WHERE "Number" < {below} ORDER BY "Number" DESC LIMIT {most}
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

    private static string Match(SearchQuery query, SearchScope scope)
    {
        // Notes are of weight D: who looks into all parts needs no weights, which the index does not know.
        var weights = scope.WithInternal ? "" : "ABC";
        var match = query.Wanted.Select(term => Term(term, weights)).Concat(query.Excluded.Select(term => "!" + Term(term, weights)))
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
