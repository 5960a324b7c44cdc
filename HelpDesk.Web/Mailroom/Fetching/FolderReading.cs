using System.Globalization;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Incoming;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>What one look into a folder came to.</summary>
/// <param name="Taken">Mails that are stored now, or were already.</param>
/// <param name="Trouble">Why some could not be taken in; null when all was.</param>
internal sealed record Round(int Taken, string? Trouble);

/// <summary>
/// Takes in what is new in a folder: stored first, marked on the server afterwards, and only then is the place remembered up to which all
/// is done. A crash anywhere in between has the same mails looked at again, and they are known.
/// </summary>
internal sealed partial class FolderReading(Intake intake, MailboxCommands mailboxes, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FolderReading> log)
{
    private const int Portion = 50;
    private const int MostTries = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Unread mail that is older than this at the first contact is left alone.</summary>
    public static readonly TimeSpan StillNew = TimeSpan.FromDays(7);

    /// <param name="mailbox">As it is now, held by <paramref name="lease"/>.</param>
    /// <param name="tries">How often each mail could not be fetched so far.</param>
    public async Task<Round> ReadAsync(Mailbox mailbox, Guid lease, IMailFolder folder, IMailFolder? handled, Dictionary<UniqueId, int> tries, CancellationToken ct)
    {
        var validity = folder.UidValidity;
        var next = folder.UidNext?.Id;
        var since = mailbox.FirstContactAt ?? clock.GetUtcNow();
        var goesOn = mailbox.ReadUidValidity == validity;
        var uids = goesOn ? await NewerAsync(folder, (uint)mailbox.ReadUid!.Value, ct) : await CandidatesAsync(folder, since, mailbox.FirstContactAt is null, ct);
        if (mailbox.FirstContactAt is null) await mailboxes.OpenedAsync(mailbox.Id, lease, since, Math.Max(0, folder.Count - uids.Count), ct);

        var (taken, trouble, isHeldUp) = (0, (string?)null, false);
        // At some mails the server itself breaks off: those come last, each for itself, so that they keep none of the others.
        List<UniqueId> again = [.. uids.Where(tries.ContainsKey)];
        List<UniqueId> fresh = [.. uids.Except(again)];
        foreach (var portion in fresh.Chunk(Portion).Concat(again.Chunk(1)))
        {
            var done = new List<UniqueId>();
            foreach (var mail in await SummariesAsync(folder, portion, ct))
            {
                if (!goesOn && !IsNew(mail, since)) continue;
                switch (await TakeAsync(mailbox, folder, mail, tries, ct))
                {
                    case Taking.Stored:
                        done.Add(mail.UniqueId);
                        break;
                    case Taking.Failed failed:
                        (isHeldUp, trouble) = (true, failed.Words);
                        break;
                }
            }
            taken += done.Count;
            // From here on these mails are on our disk, and may be marked.
            await MarkAsync(folder, handled, done, ct);
            if (done.Count > 0) Failpoint.Reach(Failpoint.InboxMarked);
            if (done.Count > 0 && !await mailboxes.MarkedAsync(mailbox.Id, lease, validity, [.. done.Select(uid => (long)uid.Id)], isHeldUp || !goesOn || again.Count > 0 ? null : new(validity, portion[^1].Id), ct)) return new(taken, null);
        }
        var end = Math.Max((next ?? 1) - 1, Math.Max(uids.Count > 0 ? uids[^1].Id : 0, goesOn ? mailbox.ReadUid!.Value : 0));
        if (!isHeldUp && (!goesOn || end != mailbox.ReadUid)) await mailboxes.MarkedAsync(mailbox.Id, lease, validity, [], new(validity, end), ct);
        return new(taken, trouble);
    }

    private static async Task<List<UniqueId>> NewerAsync(IMailFolder folder, uint known, CancellationToken ct)
    {
        if (known == uint.MaxValue) return [];
        var range = new UniqueIdRange(folder.UidValidity, known + 1, UniqueId.MaxValue.Id);
        var found = await WithinAsync(cancel => folder.SearchAsync(SearchQuery.Uids(range), cancel), ct);
        // “n:*” names the last mail even where its number is lower.
        return [.. found.Where(uid => uid.Id > known).OrderBy(uid => uid.Id)];
    }

    // Servers search by days of their own zone: a day too many, and the rest is told by the time of arrival.
    private static async Task<List<UniqueId>> CandidatesAsync(IMailFolder folder, DateTimeOffset since, bool isFirst, CancellationToken ct)
    {
        SearchQuery query = SearchQuery.DeliveredAfter((since - StillNew).UtcDateTime.Date.AddDays(-2));
        if (isFirst) query = query.And(SearchQuery.NotSeen);
        var found = await WithinAsync(cancel => folder.SearchAsync(query, cancel), ct);
        return [.. found.OrderBy(uid => uid.Id)];
    }

    private static bool IsNew(IMessageSummary mail, DateTimeOffset since) =>
        mail.InternalDate is not { } arrived || arrived >= since || (arrived >= since - StillNew && mail.Flags?.HasFlag(MessageFlags.Seen) != true);

    private static async Task<IEnumerable<IMessageSummary>> SummariesAsync(IMailFolder folder, UniqueId[] uids, CancellationToken ct)
    {
        var found = await WithinAsync(cancel => folder.FetchAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate), cancel), ct);
        return found.OrderBy(mail => mail.UniqueId.Id);
    }

    private async Task<Taking> TakeAsync(Mailbox mailbox, IMailFolder folder, IMessageSummary mail, Dictionary<UniqueId, int> tries, CancellationToken ct)
    {
        var (uid, place) = (mail.UniqueId, new MailPlace(folder.UidValidity, mail.UniqueId.Id));
        try
        {
            if (await KnownAsync(mailbox.Id, place, ct) is { } isHere) return isHere ? new Taking.Stored() : new Taking.LeftBehind();
            if (mail.Size > RawMailFiles.MaxBytes) return await LeaveBehindAsync(mailbox.Id, place, mail.Size.Value, TooLarge(mail.Size.Value), ct);
            await using var raw = new PortionStream(folder, uid, mail.Size ?? 0, Limit);
            if (await intake.StoreAsync(mailbox.Id, place, raw, ct) is null) return await LeaveBehindAsync(mailbox.Id, place, raw.Position, TooLarge(raw.Position), ct);
            tries.Remove(uid);
            Failpoint.Reach(Failpoint.InboxStored);
            return new Taking.Stored();
        }
        catch (MessageNotFoundException)
        {
            // Somebody took it away in the meantime.
            return new Taking.LeftBehind();
        }
        catch (LineBrokenException broken)
        {
            // A mail at which the line always breaks must not keep those behind it.
            if (IsHopeless(uid, tries)) await LeaveBehindAsync(mailbox.Id, place, mail.Size ?? 0, Unreadable(broken.Message), ct);
            throw;
        }
        catch (ImapCommandException refused)
        {
            LogTrouble(refused, uid.Id, mailbox.Address);
            return IsHopeless(uid, tries) ? await LeaveBehindAsync(mailbox.Id, place, mail.Size ?? 0, Unreadable(refused.Message), ct) : new Taking.Failed(OneFailed(refused));
        }
        // One mail’s trouble, whatever it is, must not keep the next; it is tried again at the next look.
        catch (Exception trouble) when (trouble is not OperationCanceledException && !LineTrouble.IsBroken(trouble) || trouble is IOException)
        {
            LogTrouble(trouble, uid.Id, mailbox.Address);
            return new Taking.Failed(OneFailed(trouble));
        }
    }

    /// <returns>Whether its bytes are here; null for a mail that is new.</returns>
    private async Task<bool?> KnownAsync(MailboxId mailbox, MailPlace place, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Inbox.Where(m => m.MailboxId == mailbox && m.UidValidity == place.UidValidity && m.Uid == place.Uid)
            .Select(m => (bool?)(m.RawSha256 != "")).SingleOrDefaultAsync(ct);
    }

    private async Task<Taking> LeaveBehindAsync(MailboxId mailbox, MailPlace place, long size, string because, CancellationToken ct)
    {
        var content = ContentHash.Of(mailbox.ToString(), place.UidValidity.ToString(CultureInfo.InvariantCulture), place.Uid.ToString(CultureInfo.InvariantCulture));
        await mailboxes.LeaveBehindAsync(mailbox, place, size, content, ("", "", ""), because, ct);
        return new Taking.LeftBehind();
    }

    private static async Task MarkAsync(IMailFolder folder, IMailFolder? handled, List<UniqueId> done, CancellationToken ct)
    {
        if (done.Count == 0) return;
        if (handled is null) await WithinAsync(async cancel => { await folder.StoreAsync(done, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen) { Silent = true }, cancel); return true; }, ct);
        else await WithinAsync(cancel => folder.MoveToAsync(done, handled, cancel), ct);
    }

    private static bool IsHopeless(UniqueId uid, Dictionary<UniqueId, int> tries) => (tries[uid] = tries.GetValueOrDefault(uid) + 1) >= MostTries;

    private static string TooLarge(long size) => string.Create(CultureInfo.InvariantCulture, $"It is larger than we take in ({size / 1024 / 1024} MB of at most {RawMailFiles.MaxBytes / 1024 / 1024} MB). It lies in the mailbox still.");

    private static string Unreadable(string words) => $"The mail server could not give it to us ({words}). It lies in the mailbox still: move it out and in again to have it fetched once more.";

    private static string OneFailed(Exception trouble) => $"A mail could not be taken in, and is tried again: {trouble.Message}";

    // A line on which nothing comes any more is dead, not slow.
    private static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Limit);
        try
        {
            return await ask(late.Token);
        }
        catch (OperationCanceledException slow) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException(null, slow);
        }
    }

    private abstract record Taking
    {
        public sealed record Stored : Taking;

        /// <summary>Nothing to do on the server.</summary>
        public sealed record LeftBehind : Taking;

        public sealed record Failed(string Words) : Taking;
    }

    [LoggerMessage(LogLevel.Warning, "Mail {Uid} of {Mailbox} could not be taken in.")]
    private partial void LogTrouble(Exception trouble, uint uid, string mailbox);
}
