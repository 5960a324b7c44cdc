using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Inbox;

/// <summary>Which mails.</summary>
/// <param name="Show">A fate in lower case, or nothing for all.</param>
/// <param name="Mailbox">Where they came in; null for anywhere.</param>
/// <param name="After">The last mail of the page before.</param>
public sealed record InboxFilter(string? Show, MailboxId? Mailbox, IncomingMailId? After)
{
    /// <summary>Null for all, and for what is none.</summary>
    public IncomingFate? Fate => Enum.GetValues<IncomingFate>().Where(fate => KeyOf(fate) == Show).Select(fate => (IncomingFate?)fate).FirstOrDefault();

    public bool IsNarrow => Fate is not null || Mailbox is not null;

    public static string KeyOf(IncomingFate fate) => fate.ToString().ToLowerInvariant();
}

public sealed record InboxLine(IncomingMailId Id, string Subject, string FromName, string FromAddress, string Mailbox, IncomingFate Fate, string? Because, long? Number, DateTimeOffset ReceivedAt);

/// <param name="Counts">How many mails wait for something; those of other fates only grow.</param>
/// <param name="Mailboxes">The address of each.</param>
public sealed record InboxPage(InboxFilter Filter, IReadOnlyDictionary<IncomingFate, int> Counts, IReadOnlyDictionary<MailboxId, string> Mailboxes, IReadOnlyList<InboxLine> Mails, IncomingMailId? Next);

public sealed class InboxReading(HelpDeskDb db)
{
    private const int PageSize = 50;
    private static readonly IncomingFate[] Waiting = [IncomingFate.Stored, IncomingFate.Held, IncomingFate.Quarantined];

    public async Task<InboxPage> PageAsync(InboxFilter filter, CancellationToken ct)
    {
        var counts = await db.Inbox.Where(m => Waiting.Contains(m.Fate)).GroupBy(m => m.Fate)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var mailboxes = await db.Mailboxes.OrderBy(b => b.Address).Select(b => new { b.Id, b.Address }).ToDictionaryAsync(b => b.Id, b => b.Address, ct);
        var page = await Lines(await SortedAsync(filter, ct)).Take(PageSize + 1).ToListAsync(ct);
        return new(filter, counts, mailboxes, [.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id : null);
    }

    // All mails go by their ids, which grow, those of a fate or a mailbox by when they came: so each list is read along an index.
    private async Task<IQueryable<IncomingMail>> SortedAsync(InboxFilter filter, CancellationToken ct)
    {
        var mails = db.Inbox.AsNoTracking();
        if (!filter.IsNarrow)
        {
            if (filter.After is { } last) mails = mails.Where(m => m.Id < last);
            return mails.OrderByDescending(m => m.Id);
        }
        if (filter.Fate is { } fate) mails = mails.Where(m => m.Fate == fate);
        if (filter.Mailbox is { } mailbox) mails = mails.Where(m => m.MailboxId == mailbox);
        if (filter.After is { } id && await db.Inbox.Where(m => m.Id == id).Select(m => new { m.Id, m.ReceivedAt }).SingleOrDefaultAsync(ct) is { } edge)
            mails = mails.Where(m => m.ReceivedAt < edge.ReceivedAt || (m.ReceivedAt == edge.ReceivedAt && m.Id < edge.Id));
        return mails.OrderByDescending(m => m.ReceivedAt).ThenByDescending(m => m.Id);
    }

    private IQueryable<InboxLine> Lines(IQueryable<IncomingMail> mails) => mails.Select(m => new InboxLine(
        m.Id, m.Subject, m.FromName, m.FromAddress, db.Mailboxes.Where(b => b.Id == m.MailboxId).Select(b => b.Address).First(), m.Fate, m.Because,
        db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault(), m.ReceivedAt));
}
