using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

// One query each.
public sealed partial class TicketPages
{
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, long, HeadRow>> Heads = new();
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, long, RuledRow>> Ruled = new();
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, PersonId, TicketId, DateTimeOffset, RelatedRow>> Related = new();

    private static readonly QuickQuery<TicketId, int, TicketEvent> Events = new((db, ticket, most) =>
        db.TicketEvents.AsNoTracking().Where(e => e.TicketId == ticket).OrderByDescending(e => e.Sequence).Take(most));

    private static readonly QuickQuery<TicketId, int, MessageFound> Messages = new((db, ticket, since) =>
        db.TicketMessages.AsNoTracking().Where(m => m.TicketId == ticket && m.Sequence >= since).OrderBy(m => m.Sequence)
            .Select(m => new MessageFound(m.Sequence, m.AuthorId, m.FromCustomer, m.IsInternal, m.Body, m.At, m.Id, m.IsWithdrawn, m.Mail, m.IsUnverified, m.Attachments.OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new AttachmentLink(a.Id, a.Name, a.Size)).ToList())));

    private static readonly QuickQuery<TicketId, int, MailRow> Mails = new((db, ticket, since) =>
        db.Outbox.AsNoTracking().Where(m => m.TicketId == ticket && m.Sequence >= since).OrderBy(m => m.Sequence).ThenBy(m => m.ToName)
            .Select(m => new MailRow(m.Sequence ?? 0, m.Letter, m.ToName, m.Fate, m.DueAt, m.SentAt, m.LastError, m.Attempts)));

    private static readonly QuickQuery<TeamId, PersonRow> Agents = new((db, team) => db.Users.AsNoTracking().Agents().Select(p => new PersonRow(p.Id, p.Name, true, (p.Roles & (PersonRoles.Manager | PersonRoles.Administrator)) != 0, db.TeamMembers.Any(m => m.PersonId == p.Id && m.TeamId == team))));

    private static readonly QuickQuery<PersonId, TeamRow> Teams = new((db, me) => db.Teams.OrderBy(t => t.Name).Select(t => new TeamRow(t.Id, t.Name, t.IsPrivate, t.Members.Any(m => m.PersonId == me))));

    private static readonly QuickQuery<TicketId, PersonId, FollowerRow> Likely = new((db, ticket, customer) =>
        LikelyToFollow(db, ticket, customer, AgentsAndFollowers(db, ticket)));

    private static readonly QuickQuery<TicketId, PersonId, OrganisationId, FollowerRow> LikelyWithColleagues = new((db, ticket, customer, organisation) =>
        LikelyToFollow(db, ticket, customer, AgentsAndFollowers(db, ticket).Union(db.Users.Where(p => p.OrganisationId == organisation).Select(p => p.Id))));

    private static readonly QuickQuery<TicketId, int, TimerRow> Armed = new((db, ticket, entry) =>
        db.TicketTimers.AsNoTracking().Where(t => t.TicketId == ticket && t.Entry == entry && t.Fate == TimerFate.Armed)
            .OrderBy(t => t.DueAt).ThenBy(t => t.Id).Select(t => new TimerRow(t.Id, t.Key, t.Occurrence, t.DueAt, t.PostponedTo)));

    private sealed record Head(Ticket Ticket, string Customer, string Email, string? Organisation, SurveyFact? Survey, DateTimeOffset? UndeliverableSince);

    private sealed record RuledRow(WorkflowVersionId Version, TeamId Team);

    private sealed record HeadRow(Ticket Ticket, string Name, string? Email, DateTimeOffset? UndeliverableSince, string? Organisation, DateTimeOffset? AskedAt, DateTimeOffset? AnsweredAt, int? Score, string? Comment);

    private sealed record MessageFound(int Sequence, PersonId? AuthorId, bool FromCustomer, bool IsInternal, string Body, DateTimeOffset At, MessageId Id, bool IsWithdrawn, IncomingMailId? Mail, bool IsUnverified, List<AttachmentLink> Files);

    private sealed record FollowerRow(PersonId Id, string Name, string? Email, PersonRoles Roles, bool Follows);

    private sealed record TimerRow(TimerId Id, string Key, int Occurrence, DateTimeOffset DueAt, DateTimeOffset? PostponedTo);

    private sealed record PersonRow(PersonId Id, string Name, bool IsAgent, bool IsManager, bool IsInTeam);

    private sealed record TeamRow(TeamId Id, string Name, bool IsPrivate, bool IsMine);

    private sealed record RelatedRow(TicketId Id, long Number, string Subject, Phase Phase, string State, WorkflowVersionId Version, DateTimeOffset ChangedAt, TicketId? FollowUpOf, TicketId? ParentId, bool IsEarlier);

    private async Task<Head?> HeadAsync(long number, Caller me, CancellationToken ct)
    {
        // One row, or one for each survey that the workflow has.
        var rows = await Heads.GetOrAdd(me.Roles, roles => new((db, id, wanted) =>
            from t in db.VisibleAtDesk(new Caller(id, roles)).Numbered(wanted).AsNoTracking()
            join p in db.Users on t.CustomerId equals p.Id
            from o in db.Organisations.Where(o => o.Id == t.OrganisationId).DefaultIfEmpty()
            from s in db.Surveys.Where(s => s.TicketId == t.Id).DefaultIfEmpty()
            select new HeadRow(t, p.Name, p.Email, p.UndeliverableSince, o.Name, s.AskedAt, s.AnsweredAt, s.Score, s.Comment))).ListAsync(db, me.Id, number, ct);
        if (rows.Count == 0) return null;
        var (head, survey) = (rows[0], rows.MaxBy(r => r.AskedAt)!);
        return new(head.Ticket, head.Name, head.Email ?? "", head.Organisation,
            survey.AskedAt is { } asked ? new(asked, survey.AnsweredAt, survey.Score, survey.Comment) : null, head.UndeliverableSince);
    }

    private async Task<List<TicketEvent>> EventsAsync(Ticket ticket, int entries, CancellationToken ct)
    {
        var newest = await Events.ListAsync(db, ticket.Id, entries, ct);
        newest.Reverse();
        return newest;
    }

    private async Task<List<MessageRow>> MessagesAsync(Ticket ticket, int since, CancellationToken ct) =>
        [.. (await Messages.ListAsync(db, ticket.Id, since, ct)).Select(m => new MessageRow(m.Sequence, m.AuthorId, m.FromCustomer, m.IsInternal, m.Body, m.At, [.. m.Files]) { Id = m.Id, IsWithdrawn = m.IsWithdrawn, Mail = m.Mail, IsUnverified = m.IsUnverified })];

    /// <summary>The mails that the shown events speak of; most tickets have none.</summary>
    private async Task<Dictionary<IncomingMailId, InMailRow>> InboxAsync(List<TicketEvent> events, CancellationToken ct)
    {
        var ids = events.Select(e => e.Mail).OfType<IncomingMailId>().Distinct().ToList();
        if (ids.Count == 0) return [];
        return await db.Inbox.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new InMailRow(m.Id, m.Fate, m.FromName == "" ? m.FromAddress : m.FromName + " <" + m.FromAddress + ">", m.Subject, m.Copies, m.Because)).ToDictionaryAsync(m => m.Id, ct);
    }

    /// <summary>Everybody who could take the ticket, and everybody else whom the page names: mostly its customer alone, who is known already.</summary>
    private async Task<List<PersonRow>> PeopleAsync(string customer, Ticket ticket, List<TicketEvent> events, List<MessageRow> messages, List<TicketApproval> approvals, CancellationToken ct)
    {
        var assigned = events.Select(e => e.Changes.GetValueOrDefault(BuiltInFields.Assignee).Text).Where(id => id is not null).Select(id => PersonId.From(Guid.Parse(id!)));
        var named = events.Select(e => e.By).Concat(events.Select(e => e.Person)).Concat(messages.Select(m => m.Author)).Append(ticket.AssigneeId)
            .Concat(approvals.Select(a => a.AskedBy)).OfType<PersonId>().Concat(approvals.SelectMany(a => a.Approvers, (_, approver) => approver.PersonId)).Concat(assigned).Distinct().ToList();
        var people = await Agents.ListAsync(db, ticket.TeamId, ct);
        if (people.TrueForAll(p => p.Id != ticket.CustomerId)) people.Add(new(ticket.CustomerId, customer, false, false, false));
        var others = named.Except(people.Select(p => p.Id)).ToList();
        if (others.Count > 0) people.AddRange(await db.Users.AsNoTracking().Where(p => others.Contains(p.Id)).Select(p => new PersonRow(p.Id, p.Name, false, false, false)).ToListAsync(ct));
        return people;
    }

    /// <summary>Those who follow it, then those who are likely to: colleagues of the customer, and of the desk.</summary>
    private async Task<ImmutableArray<FollowerFact>> FollowersAsync(Ticket ticket, CancellationToken ct)
    {
        var rows = ticket.OrganisationId is { } organisation
            ? await LikelyWithColleagues.ListAsync(db, ticket.Id, ticket.CustomerId, organisation, ct)
            : await Likely.ListAsync(db, ticket.Id, ticket.CustomerId, ct);
        return [.. rows.Select(p => new FollowerFact(p.Id, p.Name, p.Email ?? "", p.Follows, (p.Roles & ~PersonRoles.Customer) != 0))];
    }

    // By their ids, each found by an index: there may be tens of thousands of people.
    private static IQueryable<PersonId> AgentsAndFollowers(HelpDeskDb db, TicketId ticket) =>
        db.Users.Agents().Select(p => p.Id).Union(db.TicketFollowers.Where(f => f.TicketId == ticket).Select(f => f.PersonId));

    private static IQueryable<FollowerRow> LikelyToFollow(HelpDeskDb db, TicketId ticket, PersonId customer, IQueryable<PersonId> likely) =>
        db.Users.AsNoTracking().Where(p => p.Id != customer && p.DisabledAt == null && likely.Contains(p.Id))
            .Select(p => new { p.Id, p.Name, p.Email, p.Roles, Follows = db.TicketFollowers.Any(f => f.TicketId == ticket && f.PersonId == p.Id) })
            .OrderByDescending(p => p.Follows).ThenBy(p => p.Roles).ThenBy(p => p.Name).Take(FollowersShown)
            .Select(p => new FollowerRow(p.Id, p.Name, p.Email, p.Roles, p.Follows));

    private Task<List<TicketApproval>> ApprovalsAsync(Ticket ticket, CancellationToken ct) =>
        db.TicketApprovals.AsNoTracking().Include(a => a.Approvers).Where(a => a.TicketId == ticket.Id).OrderBy(a => a.AskedAt).ThenBy(a => a.Id).ToListAsync(ct);

    private async Task<ImmutableArray<TimerAhead>> AheadAsync(Ticket ticket, PublishedWorkflow workflow, string customer, CancellationToken ct)
    {
        var armed = await Armed.ListAsync(db, ticket.Id, ticket.Entry, ct);
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
        var rows = ticket is { FollowUpOf: null, ParentId: null }
            ? await Related.GetOrAdd(me.Roles, roles => new((db, id, customer, one, createdAt) => RelatedTo(db, new(id, roles), customer, one, createdAt, t => t.FollowUpOf == one || t.ParentId == one)))
                .ListAsync(db, me.Id, ticket.CustomerId, ticket.Id, ticket.CreatedAt, ct)
            : await RelatedTo(db, me, ticket.CustomerId, ticket.Id, ticket.CreatedAt, t => t.FollowUpOf == ticket.Id || t.Id == ticket.FollowUpOf || t.ParentId == ticket.Id || t.Id == ticket.ParentId).ToListAsync(ct);
        return [.. rows.DistinctBy(r => r.Id).OrderByDescending(r => r.ChangedAt)];
    }

    private static IQueryable<RelatedRow> RelatedTo(HelpDeskDb db, Caller me, PersonId customer, TicketId ticket, DateTimeOffset createdAt, Expression<Func<Ticket, bool>> isLinked)
    {
        var others = db.VisibleAtDesk(me).NotSpam().AsNoTracking().Where(t => t.CustomerId == customer && t.Id != ticket);
        var earlier = others.Where(t => t.CreatedAt <= createdAt && t.ParentId == null).NewestFirst().Take(EarlierShown);
        return earlier.Concat(others.Where(isLinked).NewestFirst().Take(LinkedShown))
            .Select(t => new RelatedRow(t.Id, t.Number, t.Subject, t.Phase, t.State, t.WorkflowVersionId, t.ChangedAt, t.FollowUpOf, t.ParentId, t.CreatedAt <= createdAt));
    }
}
