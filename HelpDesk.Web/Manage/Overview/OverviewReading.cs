using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Overview;

/// <summary>How things stand.</summary>
/// <param name="Live">Tickets that are not closed, by phase; phases without any are absent.</param>
/// <param name="Troubled">Mails that were refused or parked.</param>
/// <param name="Refused">The newest mails that were refused or parked, a few of them.</param>
/// <param name="Average">Of the answers of the last <see cref="OverviewReading.Days"/> days; null without any.</param>
public sealed record OverviewPage(
    IReadOnlyDictionary<Phase, int> Live, int Overdue, int Unassigned,
    int Troubled, IReadOnlyList<TroubledMail> Refused, int Answers, double? Average)
{
    /// <summary>Drafts whose publication another manager proposed: the workflow's key, and who.</summary>
    public IReadOnlyList<(string Workflow, string By)> Proposals { get; init; } = [];

    /// <summary>Mailboxes that cannot be read for longer than a server takes to restart.</summary>
    public IReadOnlyList<SilentMailbox> Silent { get; init; } = [];
    /// <summary>Mails that came in and wait for somebody to decide.</summary>
    public int Quarantined { get; init; }

    public int Waiting => Live.GetValueOrDefault(Phase.Pending) + Live.GetValueOrDefault(Phase.OnHold);
}

public sealed record TroubledMail(MailId Id, string To, string? Error, MailFate Fate);

public sealed record SilentMailbox(string Address, string? Error, DateTimeOffset Since);

public sealed class OverviewReading(HelpDeskDb db, TimeProvider clock)
{
    public const int Days = 30;
    private const int Few = 3;
    private static readonly TimeSpan Passing = TimeSpan.FromMinutes(10);
    private static readonly MailFate[] Troubled = [MailFate.Failed, MailFate.Parked];

    /// <param name="me">Who looks.</param>
    public async Task<OverviewPage> NowAsync(PersonId me, CancellationToken ct)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var failing = clock.GetUtcNow() - Passing;
        var live = await db.Tickets.NotSpam().Where(t => t.Phase < Phase.Closed).GroupBy(t => t.Phase)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var mails = await db.Outbox.CountAsync(m => Troubled.Contains(m.Fate), ct);
        var refused = await db.Outbox.AsNoTracking().Where(m => Troubled.Contains(m.Fate)).OrderByDescending(m => m.DueAt).Take(Few)
            .Select(m => new TroubledMail(m.Id, m.ToAddress, m.LastError, m.Fate)).ToListAsync(ct);
        var answers = await db.Surveys.Where(s => s.AnsweredAt >= since).GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Average = g.Average(s => (double?)s.Score) }).SingleOrDefaultAsync(ct);
        return new(live, await db.Tickets.NotSpam().Overdue(clock.GetUtcNow()).CountAsync(ct), await db.Tickets.NotSpam().Unassigned().CountAsync(ct), mails, refused, answers?.Count ?? 0, answers?.Average)
        {
            Silent = await db.Mailboxes.Where(m => m.IsOn && m.FailingSince <= failing).OrderBy(m => m.FailingSince).Take(Few).Select(m => new SilentMailbox(m.Address, m.LastError, m.FailingSince!.Value)).ToListAsync(ct),
            Quarantined = await db.Inbox.CountAsync(m => m.Fate == IncomingFate.Quarantined, ct),
            Proposals = [.. (await db.PublicationProposals.Where(p => p.By != me && p.DeclinedBy == null).OrderBy(p => p.At).Select(p => new { p.Workflow, By = db.Users.Where(u => u.Id == p.By).Select(u => u.Name).First() }).ToListAsync(ct)).Select(p => (p.Workflow, p.By))],
        };
    }
}
