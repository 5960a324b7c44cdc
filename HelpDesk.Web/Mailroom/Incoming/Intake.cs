using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>Takes raw mails in: first their bytes to the disk, then a row that speaks of them. Nobody has read them yet.</summary>
internal sealed class Intake(RawMailFiles files, Writes writes, TimeProvider clock)
{
    /// <summary>Keeps a mail. When this returns it is on the disk, and may be marked where it came from.</summary>
    /// <param name="place">Where it lies in the mailbox; null for one that came another way.</param>
    /// <returns>Its id, also when it was known already: by its place, or by what it says. Null when it is larger than <see cref="RawMailFiles.MaxBytes"/>.</returns>
    public async Task<IncomingMailId?> StoreAsync(MailboxId mailbox, MailPlace? place, Stream raw, CancellationToken ct)
    {
        if (await files.KeepAsync(raw, ct) is not { } file) return null;
        var content = await ContentAsync(file.Sha256, ct);
        return await writes.DoAsync<IncomingMailId?>(async (db, cancel) =>
        {
            if (await KnownAsync(db.Inbox, mailbox, place, content, cancel) is { } known)
            {
                if (place is not null && known.UidValidity != place.UidValidity) known.LieAt(place);
                return known.Id;
            }
            var mail = new IncomingMail(mailbox, place, file, content, clock.GetUtcNow());
            db.Inbox.Add(mail);
            return mail.Id;
        }, OnConflict.DecideAnew, ct);
    }

    private static async Task<IncomingMail?> KnownAsync(IQueryable<IncomingMail> inbox, MailboxId mailbox, MailPlace? place, string content, CancellationToken ct)
    {
        var atPlace = place is null ? null
            : await inbox.SingleOrDefaultAsync(m => m.MailboxId == mailbox && m.UidValidity == place.UidValidity && m.Uid == place.Uid, ct);
        return atPlace ?? await inbox.SingleOrDefaultAsync(m => m.MailboxId == mailbox && m.ContentHash == content, ct);
    }

    private async Task<string> ContentAsync(string sha256, CancellationToken ct)
    {
        await using var raw = await files.OpenAsync(sha256, ct);
        return await ContentHash.OfAsync(raw, ct);
    }
}
