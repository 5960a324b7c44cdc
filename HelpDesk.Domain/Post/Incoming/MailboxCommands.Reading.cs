using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post.Incoming;

public sealed partial class MailboxCommands
{
    /// <summary>How long a dead reader's mailbox waits for another.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(45);

    /// <summary>Takes a mailbox to read it, or holds it longer.</summary>
    /// <returns>The mailbox as it is now; null while another holds it, and when it is switched off or gone.</returns>
    public Task<Mailbox?> TakeAsync(MailboxId id, Guid lease, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var now = clock.GetUtcNow();
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id && m.IsOn, cancel) is not { } mailbox) return null;
        if (mailbox.Lease != lease && mailbox.Lease is not null && mailbox.LeasedUntil > now) return null;
        mailbox.Take(lease, now + LeaseTime);
        return mailbox;
    }, OnConflict.DecideAnew, ct);

    public Task LetGoAsync(MailboxId id, Guid lease) => HeldAsync(id, lease, mailbox => mailbox.LetGo(), CancellationToken.None);

    /// <summary>The server answered, and all went well.</summary>
    public Task<bool> ReachedAsync(MailboxId id, Guid lease, CancellationToken ct) => HeldAsync(id, lease, mailbox => mailbox.BeReached(clock.GetUtcNow()), ct);

    public Task<bool> FailedAsync(MailboxId id, Guid lease, string error, CancellationToken ct) => HeldAsync(id, lease, mailbox => mailbox.Fail(error, clock.GetUtcNow()), ct);

    /// <summary>Its folder was looked into for the first time.</summary>
    public Task<bool> OpenedAsync(MailboxId id, Guid lease, DateTimeOffset at, int leftAlone, CancellationToken ct) => HeldAsync(id, lease, mailbox => mailbox.Open(at, leftAlone), ct);

    /// <summary>These mails were marked on the server, and up to a place nothing is left to do.</summary>
    /// <param name="upTo">Null while something before these mails could not be taken in.</param>
    public Task<bool> MarkedAsync(MailboxId id, Guid lease, long validity, IReadOnlyCollection<long> uids, MailPlace? upTo, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id && m.Lease == lease, cancel) is not { } mailbox) return false;
        var numbers = uids.Select(uid => (long?)uid).ToList();
        foreach (var mail in await db.Inbox.Where(m => m.MailboxId == id && m.UidValidity == validity && numbers.Contains(m.Uid)).ToListAsync(cancel)) mail.Flag();
        if (upTo is not null) mailbox.ReadUpTo(upTo);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Writes down that a mail stays in its mailbox, unless that is known.</summary>
    public Task<bool> LeaveBehindAsync(MailboxId id, MailPlace place, long size, string contentHash, (string Name, string Address, string Subject) from, string because, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var known = await db.Inbox.SingleOrDefaultAsync(m => m.MailboxId == id && m.UidValidity == place.UidValidity && m.Uid == place.Uid, cancel)
            ?? await db.Inbox.SingleOrDefaultAsync(m => m.MailboxId == id && m.ContentHash == contentHash, cancel);
        if (known is not null && known.UidValidity != place.UidValidity) known.LieAt(place);
        if (known is not null) return false;
        var mail = IncomingMail.LeftBehind(id, place, size, contentHash, because, clock.GetUtcNow());
        mail.Describe(new ReceivedMail { FromName = from.Name, FromAddress = from.Address, Subject = from.Subject, Body = "" });
        db.Inbox.Add(mail);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Keeps the refresh token that a provider gave in place of the one that was used.</summary>
    /// <param name="used">With what was asked. Whoever typed another token, or was given one, meanwhile knows better.</param>
    public Task<bool> RenewAsync(MailboxId id, MailboxLine used, string refreshToken, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox || mailbox.Line.SealedRefreshToken != used.SealedRefreshToken) return false;
        mailbox.Renew(seal.Seal(refreshToken));
        return true;
    }, OnConflict.DecideAnew, ct);

    // Who lost the lease changes nothing any more.
    private Task<bool> HeldAsync(MailboxId id, Guid lease, Action<Mailbox> verb, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id && m.Lease == lease, cancel) is not { } mailbox) return false;
        verb(mailbox);
        return true;
    }, OnConflict.DecideAnew, ct);
}
