using System.Linq.Expressions;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Telemetry;

/// <summary>What is due and not done yet.</summary>
/// <param name="Depth">How many; no more than <see cref="Queues.Most"/> are counted.</param>
/// <param name="Oldest">Since when the oldest is due; null when none is.</param>
public sealed record DueThings(int Depth, DateTimeOffset? Oldest)
{
    public static readonly DueThings Empty = new(0, null);

    public TimeSpan Age(DateTimeOffset now) => Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero;

    public DueThings And(DueThings other) => new(Depth + other.Depth, Oldest is null || other.Oldest < Oldest ? other.Oldest ?? Oldest : Oldest);
}

/// <summary>How the queues stand, read by their indexes and with a bound, so that looking costs the same on a busy desk.</summary>
/// <param name="PutOff">Mails that could not leave so far and are tried again.</param>
/// <param name="Troubled">Mails that were refused or parked.</param>
/// <param name="Stuck">Why no mail at all can leave; null while mails leave.</param>
/// <param name="Unread">Why a mail that came in cannot be handled, through no fault of its own; null while they are.</param>
public sealed record Queues(DateTimeOffset At, DueThings Mails, DueThings Incoming, DueThings Timers, DueThings Approvals, int PutOff, int Troubled, int Quarantined, string? Stuck, string? Unread)
{
    public const int Most = 10_000;

    public static async Task<Queues> ReadAsync(HelpDeskDb db, DateTimeOffset now, CancellationToken ct)
    {
        var outbox = db.Outbox.AsNoTracking();
        var mails = db.DueMails(now);
        return new(now,
            (await DueAsync(mails.Where(m => m.Fate == MailFate.Pending), m => m.DueAt, ct)).And(await DueAsync(mails.Where(m => m.Fate == MailFate.Deferred), m => m.DueAt, ct)),
            await DueAsync(db.Inbox.DueBy(now), m => m.DueAt, ct),
            await DueAsync(db.DueTimers(now), t => t.DueAt, ct),
            await DueAsync(db.DueApprovals(now), a => a.DueAt!.Value, ct),
            await outbox.Where(m => m.Fate == MailFate.Deferred).OrderBy(m => m.DueAt).Take(Most).CountAsync(ct),
            await outbox.Where(m => m.Fate == MailFate.Failed || m.Fate == MailFate.Parked).OrderBy(m => m.Fate).ThenBy(m => m.DueAt).Take(Most).CountAsync(ct),
            await db.Inbox.Where(m => m.Fate == IncomingFate.Quarantined).OrderBy(m => m.DueAt).Take(Most).CountAsync(ct),
            // No server, no admission: put off without having been tried. What may not leave anyway tells nothing of the server.
            await outbox.Where(m => m.Fate == MailFate.Deferred && m.Attempts == 0).ThatMayLeave(db).OrderByDescending(m => m.DueAt).Select(m => m.LastError).FirstOrDefaultAsync(ct),
            await db.Inbox.AsNoTracking().Where(m => m.Fate == IncomingFate.Stored && m.Attempts == 0 && m.Because != null).OrderByDescending(m => m.DueAt).Select(m => m.Because).FirstOrDefaultAsync(ct));
    }

    private static async Task<DueThings> DueAsync<T>(IQueryable<T> due, Expression<Func<T, DateTimeOffset>> dueAt, CancellationToken ct) =>
        await due.OrderBy(dueAt).Select(dueAt).Take(Most).GroupBy(_ => 1).Select(g => new { Depth = g.Count(), Oldest = g.Min() }).SingleOrDefaultAsync(ct) is { } some
            ? new(some.Depth, some.Oldest)
            : DueThings.Empty;
}
