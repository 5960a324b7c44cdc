using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>What a report says of one mail of ours.</summary>
/// <param name="Mail">Which; null where it is none of ours.</param>
/// <param name="Address">Whom it did not reach.</param>
/// <param name="Words">What the server there said.</param>
/// <param name="Failed">False while it is only late.</param>
/// <param name="IsHard">Whether that address will never work.</param>
public sealed record BounceReport(MailId? Mail, string? Address, string Words, bool Failed, bool IsHard)
{
    /// <summary>The token that stood beside the id in the mail's Message-ID.</summary>
    public ReplyToken? Token { get; init; }
}

/// <summary>What becomes of mails that do not speak on a ticket. Those that do go through <see cref="TicketCommands"/>.</summary>
public sealed class IncomingCommands(Writes writes, TimeProvider clock)
{
    /// <summary>It cannot be read, or must not go on by itself: a person looks.</summary>
    public Task<bool> QuarantineAsync(IncomingMailId id, string because, CancellationToken ct) =>
        SettleAsync(id, mail => mail.Settle(IncomingFate.Quarantined, because), ct);

    /// <summary>Nothing follows from it.</summary>
    public Task<bool> SetAsideAsync(IncomingMailId id, ReceivedMail said, string because, CancellationToken ct) => SettleAsync(id, mail =>
    {
        mail.Describe(said);
        mail.Settle(IncomingFate.SetAside, because);
    }, ct);

    /// <summary>It could not be handled now: later, and after some tries a person looks.</summary>
    public Task<bool> DeferAsync(IncomingMailId id, string error, CancellationToken ct) => SettleAsync(id, mail => mail.Defer(error, clock.GetUtcNow()), ct);

    /// <summary>Nothing could be handled now. That is no try of this mail.</summary>
    public Task<bool> PostponeAsync(IncomingMailId id, string error, CancellationToken ct) => SettleAsync(id, mail => mail.Postpone(error, clock.GetUtcNow()), ct);

    /// <summary>A report about a mail of ours: its fate is kept there, and shown on the ticket. It moves nothing, and nobody answers it.</summary>
    public Task<bool> ReportAsync(IncomingMailId id, ReceivedMail said, BounceReport report, ReplyTokens tokens, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Inbox.SingleOrDefaultAsync(m => m.Id == id && m.Fate == IncomingFate.Stored, cancel) is not { } mail) return false;
        mail.Describe(said);
        if (await OursAsync(db, report, tokens, cancel) is not { } ours)
        {
            mail.Settle(IncomingFate.SetAside, "It reports about a mail that is not ours.");
            return true;
        }
        mail.ReportOn(ours.Id);
        if (ours.TicketId is { } ticket) mail.Join(ticket, null);
        mail.Settle(IncomingFate.Noted, report.Failed ? $"A mail of ours came back: {report.Words}" : $"A mail of ours is late: {report.Words}");
        if (!report.Failed) return true;
        ours.Bounce(report.Words);
        if (report.IsHard && await db.Users.SingleAsync(p => p.Id == ours.ToPersonId, cancel) is var person && person.NormalizedEmail == Person.Normal(ours.ToAddress))
            person.BeUndeliverable(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Staff want a quarantined mail read again, as after a new version of the product.</summary>
    public Task<bool> RetryAsync(IncomingMailId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Inbox.SingleOrDefaultAsync(m => m.Id == id && m.Fate == IncomingFate.Quarantined, cancel) is not { } mail) return false;
        mail.Retry(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Staff looked at a quarantined mail and want nothing of it.</summary>
    public Task<bool> DismissAsync(IncomingMailId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Inbox.SingleOrDefaultAsync(m => m.Id == id && m.Fate == IncomingFate.Quarantined, cancel) is not { } mail) return false;
        mail.Settle(IncomingFate.Dismissed, mail.Because);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>The mail that a report speaks of, where its id and the token beside it are ours; a mail about an account has an id alone, which nobody can guess.</summary>
    private static async Task<OutboxMail?> OursAsync(HelpDeskDb db, BounceReport report, ReplyTokens tokens, CancellationToken ct)
    {
        if (report.Mail is not { } id || await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, ct) is not { } ours) return null;
        if (ours.TicketId is not { } ticket) return ours;
        return report.Token is { } token && tokens.Fits(token, ticket, ours.ToPersonId) ? ours : null;
    }

    private Task<bool> SettleAsync(IncomingMailId id, Action<IncomingMail> verb, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Inbox.SingleOrDefaultAsync(m => m.Id == id && m.Fate == IncomingFate.Stored, cancel) is not { } mail) return false;
        verb(mail);
        return true;
    }, OnConflict.DecideAnew, ct);
}
