using System.Text;
using HelpDesk.Domain.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.FullText;

/// <summary>Full text on SQLite: FTS5, which keeps the index only and no text. A ticket's number is its row id, along which FTS5 reads backwards, so that a common word costs no more than a rare one.</summary>
public sealed class SqliteFullText : IFullText
{
    /// <summary>
    /// Our words come parted by spaces, so the plainest tokenizer does; the vocabulary lists them, for prefixes. Prefixes of three
    /// letters have an index of their own: too many words begin with them.
    /// </summary>
    internal const string Create = """
        CREATE VIRTUAL TABLE "TicketSearch" USING fts5(subject, facts, messages, internal, scope, content='', contentless_delete=1, tokenize='ascii', prefix='3');
        CREATE VIRTUAL TABLE "TicketSearchWords" USING fts5vocab('TicketSearch', 'instance');
        """;

    /// <summary>So many words with one beginning are looked for one by one, which reads of each no more than is needed; more are read whole and merged.</summary>
    private const int MostWords = 400;

    private const int IndexedPrefix = 3;

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
        if (!term.IsPrefix) return $"\"{string.Join(' ', term.Words)}\"";
        var native = $"\"{string.Join(' ', term.Words)}\" *";
        if (term.Words is not [var prefix] || Encoding.UTF8.GetByteCount(prefix) <= IndexedPrefix) return native;
        var words = await BeginningAsync(db, prefix, ct);
        return words.Count > MostWords ? native : words.Count == 0 ? $"\"{prefix}\"" : $"({string.Join(" OR ", words.Select(word => $"\"{word}\""))})";
    }

    /// <summary>The words of the index with this beginning. It leaps from word to word: reading on would go through all that each stands in.</summary>
    private static async Task<List<string>> BeginningAsync(HelpDeskDb db, string prefix, CancellationToken ct)
    {
        var words = await db.Database.SqlQuery<string>($"""
            WITH RECURSIVE begun(word) AS (
                SELECT (SELECT term FROM "TicketSearchWords" WHERE term >= {prefix} LIMIT 1)
                UNION ALL
                SELECT (SELECT term FROM "TicketSearchWords" WHERE term >= begun.word || char(1) LIMIT 1) FROM begun WHERE substr(begun.word, 1, length({prefix})) = {prefix} LIMIT {MostWords + 2})
            SELECT word AS "Value" FROM begun WHERE substr(word, 1, length({prefix})) = {prefix}
            """).ToListAsync(ct);
        return words;
    }

    private static string InScope(string word) => $"scope : \"{word}\"";
}
