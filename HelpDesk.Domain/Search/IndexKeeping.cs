using System.Runtime.CompilerServices;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Domain.Search;

/// <summary>Keeps the index beside every save, in its transaction: whoever changed what a ticket says, by whichever door, and whatever is rolled back is rolled back there, too.</summary>
public sealed class IndexKeeping(TicketIndex index) : SaveChangesInterceptor
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
            if (!touched.IsEmpty) await index.FollowAsync(db, touched, cancellationToken);
        }
        return result;
    }
}
