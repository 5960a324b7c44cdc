using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post;

/// <summary>What managers do with the post.</summary>
public sealed class PostCommands(Writes writes, TimeProvider clock)
{
    /// <summary>Has a mail tried again that was refused, parked or put off. One that somebody is handing over right now is left alone.</summary>
    /// <returns>Whether it will be tried; null: no such mail.</returns>
    public Task<bool?> RetryAsync(MailId id, CancellationToken ct) => writes.DoAsync<bool?>(async (db, cancel) =>
    {
        var now = clock.GetUtcNow();
        var mail = await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, cancel);
        return mail is null ? null : !(mail.LeasedUntil > now) && mail.Retry(now);
    }, OnConflict.DecideAnew, ct);
}
