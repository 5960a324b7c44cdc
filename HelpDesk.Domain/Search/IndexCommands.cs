using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Search;

/// <summary>Fills the index, some tickets at a time.</summary>
public sealed class IndexCommands(Writes writes, TicketIndex index, IFullText fullText)
{
    /// <summary>So many a commit: nobody else writes meanwhile.</summary>
    private const int Portion = 100;

    /// <summary>Puts the newest tickets that wait into the index.</summary>
    /// <returns>How many; 0 when none waits any more.</returns>
    public Task<int> GoOnAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        // The newest first: they are looked for most.
        var numbers = await db.UnindexedTickets.OrderByDescending(w => w.Number).Select(w => w.Number).Take(Portion).ToListAsync(cancel);
        if (numbers.Count == 0) return 0;
        await index.PutAsync(db, db.Tickets.Where(t => numbers.Contains(t.Number)), cancel);
        await db.UnindexedTickets.Where(w => numbers.Contains(w.Number)).ExecuteDeleteAsync(cancel);
        return numbers.Count;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Empties the index and lets every ticket wait to be put into it. Meanwhile searches find what is there, and say that something may be missing.</summary>
    /// <returns>How many wait.</returns>
    public Task<int> BeginAnewAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await fullText.ClearAsync(db, cancel);
        await db.UnindexedTickets.ExecuteDeleteAsync(cancel);
        return await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" """, cancel);
    }, OnConflict.DecideAnew, ct);
}
