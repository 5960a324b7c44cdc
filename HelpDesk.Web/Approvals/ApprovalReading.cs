using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Approvals;

/// <summary>Finds an approval by somebody's link. Reading decides nothing, however often a mail scanner does it.</summary>
public sealed class ApprovalReading(HelpDeskDb db, WorkflowLibrary workflows, ReasonSentences sentences)
{
    /// <summary>The approval; null when there is no such link, or its owner may no longer decide.</summary>
    public async Task<AskedApproval?> FindAsync(string token, CancellationToken ct)
    {
        if (await ApprovalLink.FindAsync(db, token, ct) is not { } link) return null;
        var approval = await db.TicketApprovals.AsNoTracking().Include(a => a.Approvers).SingleAsync(a => a.Id == link.Approval, ct);
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == link.Ticket, ct);
        var workflow = (await workflows.GetAsync(db, ticket.WorkflowVersionId, ct)).Compiled;
        var names = await NamesAsync([ticket.CustomerId, approval.AskedBy, .. approval.Approvers.Select(a => (PersonId?)a.PersonId)], ct);
        var asCustomer = link.As == Roles.Customer;
        return new(ReasonSentences.ApprovalName(approval.Key, workflow), approval.Status, ticket.Number, ticket.Subject, names[ticket.CustomerId],
            approval.AskedBy is { } asker ? names[asker] : null, approval.AskedAt, approval.Needs, approval.DueAt)
        {
            Mine = approval.Approvers.Single(a => a.PersonId == link.Person).Granted,
            AsCustomer = asCustomer,
            Agreed = [.. approval.Approvers.Where(a => a.Granted == true).OrderBy(a => a.DecidedAt).Select(a => names[a.PersonId])],
            Request = await db.TicketMessages.Where(m => m.TicketId == ticket.Id).ForCustomers().OrderBy(m => m.Sequence).Select(m => m.Body).FirstOrDefaultAsync(ct),
            Words = await WordsAsync(approval, asCustomer, ct),
            Facts = asCustomer ? [] : [.. Facts(ticket, workflow)],
        };
    }

    /// <summary>What was written in the command that asked: to a customer never a note.</summary>
    private Task<string?> WordsAsync(TicketApproval approval, bool asCustomer, CancellationToken ct) => (
        from asked in db.TicketEvents
        where asked.TicketId == approval.TicketId && asked.Kind == EventKind.ApprovalAsked && asked.Subject == approval.Key && asked.At == approval.AskedAt
        join happened in db.TicketEvents on new { asked.TicketId, asked.Command } equals new { happened.TicketId, happened.Command }
        join message in db.TicketMessages on new { happened.TicketId, happened.Sequence } equals new { message.TicketId, message.Sequence }
        where message.Sequence > 1 && !message.IsWithdrawn && (!message.IsInternal || !asCustomer)
        orderby message.IsInternal descending
        select message.Body).FirstOrDefaultAsync(ct);

    private IEnumerable<(string, string)> Facts(Ticket ticket, CompiledWorkflow workflow) =>
        from field in workflow.Definition.Fields
        where ticket.Fields.ContainsKey(field.Key)
        select (sentences.FieldName(field.Key, workflow), sentences.ValueName(field.Key, ticket.Fields[field.Key], workflow));

    private async Task<Dictionary<PersonId, string>> NamesAsync(ImmutableArray<PersonId?> people, CancellationToken ct)
    {
        var ids = people.OfType<PersonId>().Distinct().ToList();
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
    }
}
