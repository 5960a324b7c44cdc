using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

// One query each.
public sealed partial class TicketPages
{
    private sealed record Head(Ticket Ticket, string Customer, string Email, string? Organisation, SurveyFact? Survey, DateTimeOffset? UndeliverableSince);

    private sealed record PersonRow(PersonId Id, string Name, bool IsAgent, bool IsInTeam);

    private sealed record TeamRow(TeamId Id, string Name, bool IsPrivate, bool IsMine);

    private sealed record RelatedRow(TicketId Id, long Number, string Subject, Phase Phase, string State, WorkflowVersionId Version, DateTimeOffset ChangedAt, TicketId? FollowUpOf, TicketId? ParentId, bool IsEarlier);

    private async Task<Head?> HeadAsync(long number, Caller me, CancellationToken ct)
    {
        // One row, or one for each survey that the workflow has.
        var rows = await (
            from t in db.VisibleAtDesk(me).Numbered(number).AsNoTracking()
            join p in db.Users on t.CustomerId equals p.Id
            from o in db.Organisations.Where(o => o.Id == t.OrganisationId).DefaultIfEmpty()
            from s in db.Surveys.Where(s => s.TicketId == t.Id).DefaultIfEmpty()
            select new
            {
                Ticket = t,
                p.Name,
                p.Email,
                p.UndeliverableSince,
                Organisation = (string?)o.Name,
                AskedAt = (DateTimeOffset?)s.AskedAt,
                s.AnsweredAt,
                s.Score,
                s.Comment,
            }).ToListAsync(ct);
        if (rows.Count == 0) return null;
        var (head, survey) = (rows[0], rows.MaxBy(r => r.AskedAt)!);
        return new(head.Ticket, head.Name, head.Email ?? "", head.Organisation,
            survey.AskedAt is { } asked ? new(asked, survey.AnsweredAt, survey.Score, survey.Comment) : null, head.UndeliverableSince);
    }

    private async Task<List<TicketEvent>> EventsAsync(Ticket ticket, int entries, CancellationToken ct)
    {
        var newest = await db.TicketEvents.AsNoTracking().Where(e => e.TicketId == ticket.Id).OrderByDescending(e => e.Sequence).Take(entries).ToListAsync(ct);
        newest.Reverse();
        return newest;
    }

    private async Task<List<MessageRow>> MessagesAsync(Ticket ticket, int since, CancellationToken ct) =>
        [.. (await db.TicketMessages.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Sequence >= since).OrderBy(m => m.Sequence)
            .Select(m => new { m.Sequence, m.AuthorId, m.FromCustomer, m.IsInternal, m.Body, m.At, m.Id, m.IsWithdrawn, m.Mail, m.IsUnverified, Files = m.Attachments.Select(a => new AttachmentLink(a.Id, a.Name, a.Size)).ToList() })
            .ToListAsync(ct))
            .Select(m => new MessageRow(m.Sequence, m.AuthorId, m.FromCustomer, m.IsInternal, m.Body, m.At, [.. m.Files]) { Id = m.Id, IsWithdrawn = m.IsWithdrawn, Mail = m.Mail, IsUnverified = m.IsUnverified })];

    /// <summary>The mails that the shown events speak of; most tickets have none.</summary>
    private async Task<Dictionary<IncomingMailId, InMailRow>> InboxAsync(List<TicketEvent> events, CancellationToken ct)
    {
        var ids = events.Select(e => e.Mail).OfType<IncomingMailId>().Distinct().ToList();
        if (ids.Count == 0) return [];
        return await db.Inbox.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new InMailRow(m.Id, m.Fate, m.FromName == "" ? m.FromAddress : m.FromName + " <" + m.FromAddress + ">", m.Subject, m.Copies, m.Because)).ToDictionaryAsync(m => m.Id, ct);
    }

    private Task<List<MailRow>> MailsAsync(Ticket ticket, int since, CancellationToken ct) =>
        db.Outbox.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Sequence >= since).OrderBy(m => m.Sequence).ThenBy(m => m.ToName)
            .Select(m => new MailRow(m.Sequence ?? 0, m.Letter, m.ToName, m.Fate, m.DueAt, m.SentAt, m.LastError, m.Attempts)).ToListAsync(ct);

    /// <summary>Everybody whom the page names, and everybody who could take the ticket.</summary>
    private Task<List<PersonRow>> PeopleAsync(Ticket ticket, List<TicketEvent> events, List<MessageRow> messages, List<TicketApproval> approvals, CancellationToken ct)
    {
        var assigned = events.Select(e => e.Changes.GetValueOrDefault(BuiltInFields.Assignee).Text).Where(id => id is not null).Select(id => PersonId.From(Guid.Parse(id!)));
        var named = events.Select(e => e.By).Concat(events.Select(e => e.Person)).Concat(messages.Select(m => m.Author)).Append(ticket.AssigneeId)
            .Concat(approvals.Select(a => a.AskedBy)).OfType<PersonId>().Concat(approvals.SelectMany(a => a.Approvers, (_, approver) => approver.PersonId)).Concat(assigned).Distinct().ToList();
        var agents = db.Users.Agents().Select(p => p.Id);
        return db.Users.AsNoTracking().Where(p => named.Contains(p.Id) || agents.Contains(p.Id))
            .Select(p => new PersonRow(p.Id, p.Name, p.DisabledAt == null && (p.Roles & PersonRoles.Agent) != 0, db.TeamMembers.Any(m => m.PersonId == p.Id && m.TeamId == ticket.TeamId)))
            .ToListAsync(ct);
    }

    /// <summary>Those who follow it, then those who are likely to: colleagues of the customer, and of the desk.</summary>
    private async Task<ImmutableArray<FollowerFact>> FollowersAsync(Ticket ticket, CancellationToken ct)
    {
        // By their ids, each found by an index: there may be tens of thousands of people.
        var likely = db.Users.Agents().Select(p => p.Id).Union(db.TicketFollowers.Where(f => f.TicketId == ticket.Id).Select(f => f.PersonId));
        if (ticket.OrganisationId is { } organisation) likely = likely.Union(db.Users.Where(p => p.OrganisationId == organisation).Select(p => p.Id));
        var rows = await db.Users.AsNoTracking().Where(p => p.Id != ticket.CustomerId && p.DisabledAt == null && likely.Contains(p.Id))
            .Select(p => new { p.Id, p.Name, p.Email, p.Roles, Follows = db.TicketFollowers.Any(f => f.TicketId == ticket.Id && f.PersonId == p.Id) })
            .OrderByDescending(p => p.Follows).ThenBy(p => p.Roles).ThenBy(p => p.Name).Take(FollowersShown).ToListAsync(ct);
        return [.. rows.Select(p => new FollowerFact(p.Id, p.Name, p.Email ?? "", p.Follows, (p.Roles & ~PersonRoles.Customer) != 0))];
    }

    private Task<List<TicketApproval>> ApprovalsAsync(Ticket ticket, CancellationToken ct) =>
        db.TicketApprovals.AsNoTracking().Include(a => a.Approvers).Where(a => a.TicketId == ticket.Id).OrderBy(a => a.AskedAt).ThenBy(a => a.Id).ToListAsync(ct);

    private async Task<ImmutableArray<TimerAhead>> AheadAsync(Ticket ticket, PublishedWorkflow workflow, string customer, CancellationToken ct)
    {
        var armed = await db.TicketTimers.AsNoTracking().Where(t => t.TicketId == ticket.Id && t.Entry == ticket.Entry && t.Fate == TimerFate.Armed)
            .OrderBy(t => t.DueAt).ThenBy(t => t.Id).Select(t => new { t.Id, t.Key, t.Occurrence, t.DueAt, t.PostponedTo }).ToListAsync(ct);
        var known = workflow.Compiled.State(ticket.State)?.Timers ?? [];
        return [.. armed.SelectMany(t => known.Where(k => k.Key == t.Key), (t, k) => new TimerAhead(
            t.Id, t.Key, IconOf(k), t.DueAt, t.Occurrence, k.Repeat, [.. words.Timers.Does(k, workflow.Compiled, customer)]) { IsPostponed = t.PostponedTo == t.DueAt })];
    }

    private static string IconOf(TimerDefinition timer) => timer switch
    {
        { Step: not null } => "arrow-right",
        { Effects: [Effect.Survey, ..] } => "star",
        { Effects: [Effect.Note, ..] } => "sticky-note",
        { Effects: [Effect.Assign, ..] } => "user-plus",
        { Effects: [Effect.Clock or Effect.Set, ..] } => "clock",
        { Effects: [Effect.Approval, ..] } => "users",
        { Effects: [Effect.Case, ..] } => "git-branch",
        _ => "mail",
    };

    /// <summary>The customer's newest earlier tickets, those that go on from this one, and the one that this goes on from; those that a workflow linked to it; newest first.</summary>
    private async Task<List<RelatedRow>> RelatedAsync(Ticket ticket, Caller me, CancellationToken ct)
    {
        var others = db.VisibleAtDesk(me).NotSpam().AsNoTracking().Where(t => t.CustomerId == ticket.CustomerId && t.Id != ticket.Id);
        var earlier = others.Where(t => t.CreatedAt <= ticket.CreatedAt && t.ParentId == null).NewestFirst().Take(EarlierShown);
        var linked = others.Where(t => t.FollowUpOf == ticket.Id || t.Id == ticket.FollowUpOf || t.ParentId == ticket.Id || t.Id == ticket.ParentId).NewestFirst().Take(LinkedShown);
        var rows = await earlier.Concat(linked)
            .Select(t => new RelatedRow(t.Id, t.Number, t.Subject, t.Phase, t.State, t.WorkflowVersionId, t.ChangedAt, t.FollowUpOf, t.ParentId, t.CreatedAt <= ticket.CreatedAt))
            .ToListAsync(ct);
        return [.. rows.DistinctBy(r => r.Id).OrderByDescending(r => r.ChangedAt)];
    }
}
