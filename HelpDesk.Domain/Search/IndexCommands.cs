using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Search;

/// <summary>Brings the index up, some tickets at a time.</summary>
public sealed class IndexCommands(Writes writes, IServiceScopeFactory scopes, TicketIndex index, IFullText fullText)
{
    /// <summary>So many a commit: on SQLite nobody else writes meanwhile.</summary>
    public const int Portion = 50;

    /// <summary>So many where everything is indexed anew: the larger the portions, the less often the index merges what it has.</summary>
    public const int LargePortion = 500;

    /// <summary>Puts the tickets that were the last to change into the index, and takes out of it those that are gone.</summary>
    /// <returns>For how many changes; 0 when none waits any more.</returns>
    public Task<int> GoOnAsync(CancellationToken ct) => GoOnAsync(Portion, ct);

    /// <inheritdoc cref="GoOnAsync(CancellationToken)"/>
    /// <param name="portion">So many at most.</param>
    public async Task<int> GoOnAsync(int portion, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reading = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        // The newest first: they are looked for most.
        var waiting = await reading.UnindexedTickets.AsNoTracking().OrderByDescending(w => w.Id).Take(portion).ToListAsync(ct);
        if (waiting.Count == 0) return 0;
        // Read and cut into words before anybody has to wait. Who changes one of them meanwhile says so once more.
        var numbers = waiting.Select(w => w.Number).ToHashSet();
        var words = await index.ReadAsync(reading, numbers, ct);
        numbers.ExceptWith(words.Select(w => w.Number));
        var ids = waiting.ConvertAll(w => w.Id);
        try
        {
            await writes.DoAsync(async (db, cancel) =>
            {
                if (portion > Portion) await db.PrepareForBulkAsync(cancel);
                if (await db.UnindexedTickets.Where(w => ids.Contains(w.Id)).ExecuteDeleteAsync(cancel) < ids.Count) throw new DbUpdateConcurrencyException("Another node was faster.");
                await fullText.PutAsync(db, words, cancel);
                await fullText.RemoveAsync(db, numbers, cancel);
                return true;
            }, OnConflict.Refuse, ct);
        }
        catch (WriteConflictException)
        {
            // It may have read them later than we did: what it put into the index stands.
        }
        return waiting.Count;
    }

    /// <summary>Empties the index and lets every ticket wait to be put into it. Meanwhile searches find what is there, and say that something may be missing.</summary>
    /// <returns>How many wait.</returns>
    public Task<int> BeginAnewAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await fullText.ClearAsync(db, cancel);
        await db.UnindexedTickets.ExecuteDeleteAsync(cancel);
        return await LetWaitAsync(db, 0, cancel);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Lets tickets wait for the index that were written past EF, which nobody followed.</summary>
    /// <param name="after">Those with higher numbers.</param>
    /// <returns>How many.</returns>
    internal static Task<int> LetWaitAsync(HelpDeskDb db, long after, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "Number" > {after} ORDER BY "Number" """, ct);
}
