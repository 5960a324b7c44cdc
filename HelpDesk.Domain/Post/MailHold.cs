using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Post;

/// <summary>
/// Keeps mail back after a restore until somebody says what becomes of it: the desk that was lost may have sent it already.
/// Meanwhile what people write and ask for from then on leaves; what was owed before, and what timers bring about, waits. At most one row.
/// </summary>
public sealed class MailHold
{
    private const int Only = 1;

    private MailHold() { }

    private MailHold(DateTimeOffset since) => (Id, Since) = (Only, since);

    public int Id { get; private set; }

    /// <summary>When the backup was restored, the last one.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Keeps back what is owed at a moment, also what was owed to an earlier hold. Null: nothing any more.</summary>
    public static async Task SetAsync(HelpDeskDb db, DateTimeOffset? since, CancellationToken ct)
    {
        var hold = await db.MailHolds.SingleOrDefaultAsync(ct);
        if (since is not { } at)
        {
            if (hold is not null) db.MailHolds.Remove(hold);
        }
        else if (hold is null)
        {
            db.MailHolds.Add(new MailHold(at));
        }
        else
        {
            hold.Since = at;
        }
    }
}

public static class MailHoldQueries
{
    /// <summary>What is owed and kept back.</summary>
    public static IQueryable<OutboxMail> HeldMails(this HelpDeskDb db) =>
        db.Outbox.Where(m => (m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred) && db.MailHolds.Any(h => m.CreatedAt < h.Since || m.Rank == MailRank.Notice));

    /// <summary>Without what is kept back.</summary>
    internal static IQueryable<OutboxMail> Free(this IQueryable<OutboxMail> mails, HelpDeskDb db) =>
        mails.Where(m => !db.MailHolds.Any(h => m.CreatedAt < h.Since || m.Rank == MailRank.Notice));
}

internal sealed class MailHoldMapping : IEntityTypeConfiguration<MailHold>
{
    public void Configure(EntityTypeBuilder<MailHold> hold) => hold.ToTable("MailHold");
}
