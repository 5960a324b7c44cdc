using System.Text;
using HelpDesk.Domain.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.FullText;

/// <summary>Full text on SQLite: FTS5, which keeps the index only and no text. A ticket's number is its row id, along which FTS5 reads backwards, so that a common word costs no more than a rare one.</summary>
public sealed class SqliteFullText : IFullText
{
    /// <summary>
    /// Our words come parted by spaces, so the plainest tokenizer does; the vocabulary lists them, for beginnings. Those of three and
    /// of five characters have an index of their own: too many words begin so to be looked for one by one.
    /// </summary>
    internal const string Create = """
        CREATE VIRTUAL TABLE "TicketSearch" USING fts5(subject, facts, messages, internal, scope, content='', contentless_delete=1, tokenize='ascii', prefix='3 5');
        CREATE VIRTUAL TABLE "TicketSearchWords" USING fts5vocab('TicketSearch', 'instance');
        """;

    /// <summary>So many words with one beginning are looked for one by one, which reads of each no more than is needed; more are read whole and merged.</summary>
    private const int MostWords = 400;

    private const int ShortIndexed = 3;
    private const int LongIndexed = 5;

    // Stands where a place is empty; no text has it as a word.
    private const char Gap = '·';

    public async Task<List<long>> FindAsync(HelpDeskDb db, SearchQuery query, SearchScope scope, long below, int most, CancellationToken ct)
    {
        var match = await MatchAsync(db, query, scope, ct);
        return await db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "TicketSearch" WHERE "TicketSearch" MATCH {match} AND rowid < {below} ORDER BY rowid DESC LIMIT {most}""").ToListAsync(ct);
    }

    public async Task PutAsync(HelpDeskDb db, IEnumerable<TicketWords> tickets, CancellationToken ct)
    {
        foreach (var ticket in tickets)
            await db.Database.ExecuteSqlAsync($"""
                INSERT OR REPLACE INTO "TicketSearch"(rowid, subject, facts, messages, internal, scope)
                VALUES ({ticket.Number}, {Text(ticket[TicketPart.Subject])}, {Text(ticket[TicketPart.Facts])}, {Text(ticket[TicketPart.Messages])}, {Text(ticket[TicketPart.Internal])}, {string.Join(' ', ticket.Scope)})
                """, ct);
    }

    public async Task RemoveAsync(HelpDeskDb db, IEnumerable<long> numbers, CancellationToken ct)
    {
        foreach (var number in numbers) await db.Database.ExecuteSqlAsync($"""DELETE FROM "TicketSearch" WHERE rowid = {number}""", ct);
    }

    public Task ClearAsync(HelpDeskDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""INSERT INTO "TicketSearch"("TicketSearch") VALUES ('delete-all')""", ct);

    // What FTS5 keeps of each entry beside its words. The table itself would be read with all its columns, of which it has none.
    public IQueryable<long> Entries(HelpDeskDb db) => db.Database.SqlQuery<long>($"""SELECT id AS "Value" FROM "TicketSearch_docsize" """);

    private static string Text(IReadOnlyList<PlacedWord> words)
    {
        var text = new StringBuilder();
        var next = words.Count > 0 ? words[0].Place : 0;
        foreach (var (word, place) in words)
        {
            if (place != next || place == TicketWords.NoPlace) text.Append(Gap).Append(' ');
            text.Append(word).Append(' ');
            next = place + 1;
        }
        return text.ToString();
    }

    private static async Task<string> MatchAsync(HelpDeskDb db, SearchQuery query, SearchScope scope, CancellationToken ct)
    {
        var parts = scope.WithInternal ? "{subject facts messages internal}" : "{subject facts messages}";
        var (wanted, excluded) = (new List<string>(), new List<string>());
        foreach (var term in query.Wanted) wanted.Add(await TermAsync(db, term, ct));
        foreach (var term in query.Excluded) excluded.Add($"{parts} : ({await TermAsync(db, term, ct)})");
        excluded.AddRange(scope.None.Select(InScope));
        var match = $"{parts} : ({string.Join(" AND ", wanted)})";
        if (!scope.All.IsEmpty) match += " AND " + string.Join(" AND ", scope.All.Select(InScope));
        if (!scope.Any.IsEmpty) match += $" AND ({string.Join(" OR ", scope.Any.Select(InScope))})";
        return excluded.Count == 0 ? match : $"({match}) NOT ({string.Join(" OR ", excluded)})";
    }

    // Words hold letters, digits and marks only, so in quotes they are words whatever they say.
    private static async Task<string> TermAsync(HelpDeskDb db, SearchTerm term, CancellationToken ct)
    {
        var words = $"\"{string.Join(' ', term.Words)}\"";
        if (!term.IsPrefix) return words;
        var length = term.Words[^1].EnumerateRunes().Count();
        if (term.Words.Length > 1 || length is ShortIndexed or LongIndexed) return words + " *";
        var begun = await BegunAsync(db, term.Words[0], length < LongIndexed ? LongIndexed : Tokens.Longest, ct);
        if (begun.Count > MostWords) return words + " *";
        return begun.Count == 0 ? words : $"({string.Join(" OR ", begun.Select(word => word.EnumerateRunes().Count() == LongIndexed && length < LongIndexed ? $"\"{word}\" *" : $"\"{word}\""))})";
    }

    /// <summary>The words of the index with this beginning, cut to a length. It leaps from one to the next: reading on would go through all that each stands in.</summary>
    private static Task<List<string>> BegunAsync(HelpDeskDb db, string prefix, int length, CancellationToken ct) => db.Database.SqlQuery<string>($"""
        WITH RECURSIVE begun(word) AS (
            SELECT (SELECT substr(term, 1, {length}) FROM "TicketSearchWords" WHERE term >= {prefix} LIMIT 1)
            UNION ALL
            SELECT (SELECT substr(term, 1, {length}) FROM "TicketSearchWords" WHERE term >= begun.word || char(CASE WHEN length(begun.word) < {length} THEN 1 ELSE 1114111 END) LIMIT 1)
            FROM begun WHERE substr(begun.word, 1, length({prefix})) = {prefix} LIMIT {MostWords + 2})
        SELECT word AS "Value" FROM begun WHERE substr(word, 1, length({prefix})) = {prefix}
        """).ToListAsync(ct);

    private static string InScope(string word) => $"scope : \"{word}\"";
}
