using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Post;

/// <summary>Which mails.</summary>
/// <param name="Show">A fate in lower case, <see cref="Attention"/>, or nothing for all.</param>
/// <param name="After">The last mail of the page before.</param>
public sealed record PostFilter(string? Show, MailId? After)
{
    public const string Attention = "attention";

    /// <summary>The fates it asks for; none means all.</summary>
    public IReadOnlyList<MailFate> Fates => Show == Attention ? [MailFate.Failed, MailFate.Parked]
        : Enum.GetValues<MailFate>().Where(fate => KeyOf(fate) == Show).ToArray();

    public static string KeyOf(MailFate fate) => fate.ToString().ToLowerInvariant();
}

/// <param name="IsHeld">Whether a restore keeps it back.</param>
public sealed record MailLine(MailId Id, string? Subject, string Letter, string ToName, string ToAddress, long? Number, MailFate Fate, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? SentAt, string? LastError, bool IsHeld);

/// <param name="Counts">How many mails have each fate, but sent ones: those only grow.</param>
/// <param name="Held">What a restore keeps back; null where nothing is kept back.</param>
public sealed record PostPage(PostFilter Filter, IReadOnlyDictionary<MailFate, int> Counts, IReadOnlyList<MailLine> Mails, MailId? Next, HeldPost? Held);

/// <summary>Mail that is kept back since a restore.</summary>
public sealed record HeldPost(DateTimeOffset Since, int Count);

/// <summary>One mail with what it says, its token masked or, in the demo, put in.</summary>
/// <param name="IsWritten">False for a preview: the letter is written when it is first handed over.</param>
/// <param name="Links">Addresses within the product that it leads to, in the demo only.</param>
public sealed record MailPage(MailLine Line, MailText? Letter, bool IsWritten, IReadOnlyList<string> Links, bool IsBeingSent)
{
    public bool MayRetry => !IsBeingSent && !Line.IsHeld && Line.Fate is (MailFate.Failed or MailFate.Parked or MailFate.Deferred);
}

public sealed class PostReading(HelpDeskDb db, ShownLetter shown, LetterPreview preview, TimeProvider clock)
{
    private const int PageSize = 50;
    private static readonly MailFate[] Unsent = [MailFate.Pending, MailFate.Deferred, MailFate.Failed, MailFate.Parked];

    public async Task<PostPage> PageAsync(PostFilter filter, CancellationToken ct)
    {
        var counts = await db.Outbox.Where(m => Unsent.Contains(m.Fate)).GroupBy(m => m.Fate)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var page = await Lines(await SortedAsync(filter, ct)).Take(PageSize + 1).ToListAsync(ct);
        return new(filter, counts, [.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id : null, await HeldAsync(ct));
    }

    private async Task<HeldPost?> HeldAsync(CancellationToken ct) =>
        await db.MailHolds.AsNoTracking().SingleOrDefaultAsync(ct) is { } hold ? new(hold.Since, await db.HeldMails().CountAsync(ct)) : null;

    public async Task<MailPage?> OneAsync(MailId id, CancellationToken ct)
    {
        if (await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } mail) return null;
        var line = await Lines(db.Outbox.Where(m => m.Id == id)).SingleAsync(ct);
        var letter = await LetterAsync(mail, ct);
        return new(line, letter, mail.Text is not null || mail.Fate == MailFate.Sent, letter is null ? [] : shown.Links(letter), mail.LeasedUntil > clock.GetUtcNow());
    }

    /// <summary>The HTML part, or null where there is none (yet).</summary>
    public async Task<string?> HtmlAsync(MailId id, CancellationToken ct) =>
        await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is { } mail ? (await LetterAsync(mail, ct))?.Html : null;

    private async Task<MailText?> LetterAsync(OutboxMail mail, CancellationToken ct) =>
        shown.Of(mail) ?? (await preview.OfAsync(db, mail, ct) is { } letter ? shown.Of(mail, letter) : null);

    // All mails go by when they came to be, those of a fate by when they are due: so each list is read along an index.
    private async Task<IQueryable<OutboxMail>> SortedAsync(PostFilter filter, CancellationToken ct)
    {
        var mails = db.Outbox.AsNoTracking();
        var edge = filter.After is { } id ? await db.Outbox.Where(m => m.Id == id).Select(m => new { m.Id, m.CreatedAt, m.DueAt }).SingleOrDefaultAsync(ct) : null;
        if (filter.Fates is { Count: > 0 } fates)
        {
            mails = mails.Where(m => fates.Contains(m.Fate));
            if (edge is not null) mails = mails.Where(m => m.DueAt < edge.DueAt || (m.DueAt == edge.DueAt && m.Id < edge.Id));
            return mails.OrderByDescending(m => m.DueAt).ThenByDescending(m => m.Id);
        }
        if (edge is not null) mails = mails.Where(m => m.CreatedAt < edge.CreatedAt || (m.CreatedAt == edge.CreatedAt && m.Id < edge.Id));
        return mails.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
    }

    private IQueryable<MailLine> Lines(IQueryable<OutboxMail> mails)
    {
        var held = db.HeldMails();
        return mails.Select(m => new MailLine(
            m.Id, m.Subject, m.Letter, m.ToName, m.ToAddress, db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault(),
            m.Fate, m.Attempts, m.CreatedAt, m.DueAt, m.SentAt, m.LastError, held.Any(h => h.Id == m.Id)));
    }
}
