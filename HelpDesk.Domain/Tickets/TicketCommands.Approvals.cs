using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// Whose consent a ticket asks for.
public sealed partial class TicketCommands
{
    /// <summary>Somebody who is signed in consents to an approval, or denies it.</summary>
    public Task<Answer> ConsentAsync(VisibleTicket visible, ApprovalId id, bool granted, string? comment, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            var ticket = await visible.FindAsync(db, cancel);
            // A customer is asked about a request of their own, not about a colleague's.
            if (ticket is null || (role == Roles.Customer && ticket.CustomerId != by.Id)) return new Answer.NotFound();
            if (ticket.IsSpam) return new Answer.Stale(ticket.Number);
            return await ConsentAsync(db, ticket, id, granted, comment, by.Id, role, command, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>Somebody decides by the link that was mailed to them. It opens nothing for who may no longer decide.</summary>
    public Task<Answer> ConsentByLinkAsync(string token, bool granted, string? comment, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await ApprovalLink.FindAsync(db, token, cancel) is not { } link) return new Answer.NotFound();
            var ticket = await db.Tickets.SingleAsync(t => t.Id == link.Ticket, cancel);
            return await ConsentAsync(db, ticket, link.Approval, granted, comment, link.Person, link.As, default, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>The time for an approval is over. Safe to call twice, and for one that is decided.</summary>
    public Task<Answer> LapseDueAsync(ApprovalId id, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var due = await db.DueApprovals(clock.GetUtcNow()).Where(a => a.Id == id).Select(a => (TicketId?)a.TicketId).SingleOrDefaultAsync(cancel);
            if (due is null) return new Answer.NotFound();
            var ticket = await db.Tickets.SingleAsync(t => t.Id == due, cancel);
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), null, Roles.None, CommandId.New(), ticket.TeamId, ticket, cancel);
            return await FinishAsync(db, ticket, ticket.Lapse(ticket.Approvals.Single(a => a.Id == id), act), act, cancel);
        }, OnConflict.DecideAnew, ct);

    private async Task<Answer> ConsentAsync(HelpDeskDb db, Ticket ticket, ApprovalId id, bool granted, string? comment, PersonId by, Roles role, CommandId command, CancellationToken ct)
    {
        var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, ct), by, role, command, ticket.TeamId, ticket, ct);
        return ticket.Approvals.SingleOrDefault(a => a.Id == id) is { } approval
            ? await FinishAsync(db, ticket, ticket.Consent(approval, granted, comment, act), act, ct)
            : new Answer.NotFound();
    }
}

/// <summary>What the link in a letter of an approval opens, as long as its owner may decide.</summary>
/// <param name="As">In which roles they decide.</param>
public sealed record ApprovalLink(ApprovalId Approval, TicketId Ticket, PersonId Person, Roles As)
{
    /// <summary>The link with this token; null when there is none, its ticket is spam, or its owner has lost the account, the role or the sight of the ticket.</summary>
    public static async Task<ApprovalLink?> FindAsync(HelpDeskDb db, string token, CancellationToken ct)
    {
        var hash = LinkToken.HashOf(token);
        var found = await (
            from approver in db.Approvers
            where approver.TokenHash == hash
            join approval in db.TicketApprovals on approver.ApprovalId equals approval.Id
            join ticket in db.Tickets.NotSpam() on approval.TicketId equals ticket.Id
            join person in db.Users.Active() on approver.PersonId equals person.Id
            select new { approval.Id, Ticket = ticket.Id, approval.By, Person = person.Id, person.Roles, IsCustomer = ticket.CustomerId == person.Id }).FirstOrDefaultAsync(ct);
        if (found is null) return null;
        var (caller, can) = (new Caller(found.Person, found.Roles), found.Roles.ForWorkflow() & found.By);
        if (!found.IsCustomer) can &= ~Roles.Customer;
        if (!await db.VisibleAtDesk(caller).AnyAsync(t => t.Id == found.Ticket, ct)) can &= Roles.Customer;
        return can == Roles.None ? null : new(found.Id, found.Ticket, found.Person, can);
    }
}
