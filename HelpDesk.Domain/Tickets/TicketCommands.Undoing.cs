using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// What an agent wrote can be taken back as long as its mail has not left.
public sealed partial class TicketCommands
{
    /// <summary>
    /// Takes a reply back: its mails are never sent, its customer does not see it, and where the ticket stands stays as it is.
    /// Loses against a worker that is handing one of its mails over.
    /// </summary>
    /// <returns>What became of it; null: no such reply of this caller's.</returns>
    public Task<TakenBack?> WithdrawAsync(VisibleTicket visible, MessageId id, Caller by, Roles role, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await visible.FindAsync(db, cancel) is not { } ticket) return null;
        var said = await db.TicketMessages.SingleOrDefaultAsync(m => m.Id == id && m.TicketId == ticket.Id && m.AuthorId == by.Id && !m.IsInternal && !m.FromCustomer, cancel);
        if (said is null) return null;
        var withStep = await db.TicketEvents.AnyAsync(e => e.TicketId == ticket.Id && e.Kind == EventKind.StepTaken
            && db.TicketEvents.Any(m => m.TicketId == ticket.Id && m.Sequence == said.Sequence && m.Command == e.Command), cancel);
        var withFiles = await db.Attachments.AnyAsync(a => a.MessageId == id, cancel);
        if (said.IsWithdrawn) return new TakenBack(true, withStep, withFiles);

        var mails = await db.Outbox.Where(m => m.Message == id && (m.Letter == Reactions.Reactions.ReplyLetter || m.Letter == Reactions.Reactions.FollowedLetter)).ToListAsync(cancel);
        if (mails.Count == 0 || mails.Exists(mail => !mail.MayBeWithdrawn)) return new TakenBack(false, withStep, withFiles);
        foreach (var mail in mails) mail.Withdraw();
        var (newest, byStaff) = await LeftAsync(db, ticket, id, cancel);
        var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), by.Id, role, CommandId.New(), ticket.TeamId, ticket, cancel);
        ticket.Withdraw(said, newest, byStaff, act);
        await FollowAsync(db, ticket, act, cancel);
        return new TakenBack(true, withStep, withFiles);
    }, OnConflict.DecideAnew, ct);

    private static async Task<(TicketMessage? Newest, DateTimeOffset? ByStaff)> LeftAsync(HelpDeskDb db, Ticket ticket, MessageId without, CancellationToken ct)
    {
        var left = db.TicketMessages.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Id != without).ForCustomers().OrderByDescending(m => m.Sequence);
        return (await left.FirstOrDefaultAsync(ct), await left.Where(m => !m.FromCustomer && m.AuthorId != null).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(ct));
    }
}

/// <summary>What became of taking a reply back.</summary>
/// <param name="InTime">Whether it was: otherwise it has left already.</param>
/// <param name="WithStep">Whether it was part of a step, which stands.</param>
/// <param name="WithFiles">Whether files were with it.</param>
public sealed record TakenBack(bool InTime, bool WithStep, bool WithFiles);
