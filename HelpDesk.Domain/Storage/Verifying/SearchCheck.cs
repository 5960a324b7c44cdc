using System.Runtime.CompilerServices;
using HelpDesk.Domain.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Whether the index of search has each ticket and no other. What waits for the index may be on either side; that its own structure holds, <see cref="DatabaseCheck"/> sees.</summary>
internal static class SearchCheck
{
    public static async IAsyncEnumerable<Discrepancy> RunAsync(HelpDeskDb db, IFullText fullText, [EnumeratorCancellation] CancellationToken ct)
    {
        // A rebuild lets all tickets wait at once, and their table knows no order by number.
        var waiting = (await db.UnindexedTickets.Select(w => w.Number).ToListAsync(ct)).ToHashSet();
        var entries = fullText.Entries(db);

        var missing = db.Tickets.Select(t => t.Number).Where(number => !entries.Any(entry => entry == number)).OrderBy(number => number);
        await foreach (var number in missing.AsAsyncEnumerable().WithCancellation(ct))
            if (!waiting.Contains(number))
                yield return new("search", $"ticket {number}", "Nobody finds it: it is not in the index of search, and does not wait to be put into it.");

        var foreign = entries.Where(entry => !db.Tickets.Any(t => t.Number == entry)).OrderBy(entry => entry);
        await foreach (var number in foreign.AsAsyncEnumerable().WithCancellation(ct))
            if (!waiting.Contains(number))
                yield return new("search", $"number {number}", "The index of search has an entry of a ticket that is not there.");
    }
}
