using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post;

/// <summary>What managers do with the post.</summary>
public sealed partial class PostCommands(Writes writes, TimeProvider clock)
{
    /// <summary>Has a mail tried again that was refused, parked or put off. One that somebody is handing over right now is left alone.</summary>
    /// <returns>Whether it will be tried; null: no such mail.</returns>
    public Task<bool?> RetryAsync(MailId id, CancellationToken ct) => writes.DoAsync<bool?>(async (db, cancel) =>
    {
        var now = clock.GetUtcNow();
        var mail = await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, cancel);
        return mail is null ? null : !(mail.LeasedUntil > now) && mail.Retry(now);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Sends a letter as it is being worded to whoever words it, by the way that all mails take.</summary>
    public Task<bool> TryAsync(string letter, PersonId to, string subject, string text, string html, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        db.Outbox.Add(OutboxMail.Trial(letter, await db.Users.SingleAsync(p => p.Id == to, cancel), subject, text, html, clock.GetUtcNow()));
        return true;
    }, OnConflict.DecideAnew, ct);
}
