using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post;

// What is done with the mail that a restore keeps back.
public sealed partial class PostCommands
{
    /// <summary>Mail that is owed by now is kept back, also where older mail is already: a backup that was restored may have come with a hold of its own.</summary>
    public Task HoldAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await MailHold.SetAsync(db, clock.GetUtcNow(), cancel);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>All that is kept back may leave.</summary>
    /// <returns>How many mails, or null where nothing is kept back.</returns>
    public Task<int?> SendHeldAsync(CancellationToken ct) => EndHoldAsync((held, cancel) => held.CountAsync(cancel), ct);

    /// <summary>All that is kept back is never sent.</summary>
    /// <returns>How many mails, or null where nothing is kept back.</returns>
    public Task<int?> DiscardHeldAsync(CancellationToken ct) => EndHoldAsync((held, cancel) =>
        held.ExecuteUpdateAsync(mail => mail.SetProperty(m => m.Fate, MailFate.Withdrawn).SetProperty(m => m.SealedToken, (string?)null), cancel), ct);

    private Task<int?> EndHoldAsync(Func<IQueryable<OutboxMail>, CancellationToken, Task<int>> end, CancellationToken ct) => writes.DoAsync<int?>(async (db, cancel) =>
    {
        if (await db.MailHolds.SingleOrDefaultAsync(cancel) is not { } hold) return null;
        var count = await end(db.HeldMails(), cancel);
        db.MailHolds.Remove(hold);
        return count;
    }, OnConflict.DecideAnew, ct);
}
