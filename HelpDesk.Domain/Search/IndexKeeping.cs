using System.Runtime.CompilerServices;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Domain.Search;

/// <summary>
/// Says beside every save, in its transaction, which tickets read otherwise from now on: whoever changed them, by whichever door, and
/// what is rolled back was not said. The index follows right after the commit, for many at once: whoever writes does not wait for it.
/// </summary>
public sealed class IndexKeeping : SaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbContext, TouchedTickets> saving = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db) saving.AddOrUpdate(db, TouchedTickets.By(db.ChangeTracker));
        return new(result);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HelpDeskDb db && saving.TryGetValue(db, out var touched))
        {
            saving.Remove(db);
            await touched.WaitAsync(db, cancellationToken);
        }
        return result;
    }
}
