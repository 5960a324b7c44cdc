using System.Collections.Frozen;
using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Reads the ticket page, in nine queries (ten where its workflow asks for consent, one more where it names people who are neither agents nor its customer) however long the ticket's story is.</summary>
public sealed partial class TicketPages(HelpDeskDb db, WorkflowLibrary library, TicketPageWords words, DemoRules demo, TimeProvider clock)
{
    /// <summary>The newest entries that are shown at once; older ones are behind a link.</summary>
    public const int Newest = 200;

    /// <summary>The most that the link shows.</summary>
    public const int Most = 5000;

    private const int EarlierShown = 5;
    private const int LinkedShown = 50;
    private const int FollowersShown = 60;

    /// <summary>The page, or null when there is no such ticket for this reader.</summary>
    /// <param name="entries">How many entries of the timeline at most.</param>
    /// <param name="again">A reply that this reader took back: its words stand in the composer.</param>
    /// <param name="typed">A form that was refused, to be shown again as it was typed.</param>
    public async Task<TicketPage?> LoadAsync(long number, Caller me, CancellationToken ct, int entries = Newest, Typed? typed = null, MessageId? again = null)
    {
        if (await HeadAsync(number, me, ct) is not { } head) return null;
        var ticket = head.Ticket;
        var workflow = await library.GetAsync(db, ticket.WorkflowVersionId, ct);
        var events = await EventsAsync(ticket, entries, ct);
        var since = events.Count > 0 ? events[0].Sequence : 0;
        var messages = await MessagesAsync(ticket, since, ct);
        var mails = await Mails.ListAsync(db, ticket.Id, since, ct);
        var approvals = workflow.HasApprovals ? await ApprovalsAsync(ticket, ct) : [];
        var people = await PeopleAsync(head.Customer, ticket, events, messages, approvals, ct);
        var teams = await Teams.ListAsync(db, me.Id, ct);
        var team = teams.Single(t => t.Id == ticket.TeamId);
        var related = await RelatedAsync(ticket, me, ct);
        var source = new TimelineSource(ticket, head.Customer, events, messages.ToDictionary(m => m.Sequence), mails.ToLookup(m => m.Sequence),
            people.ToDictionary(p => p.Id, p => p.Name), teams.ToDictionary(t => t.Id.ToString(), t => t.Name), await VersionsAsync(events, related, workflow, ct))
        {
            Approvals = approvals,
            Inbox = await InboxAsync(events, ct),
            Others = related.ToDictionary(r => r.Id, r => (r.Number, r.Subject)),
        };
        var asked = messages.LastOrDefault(m => !m.IsInternal && !m.IsWithdrawn) is { FromCustomer: true } last ? last.At : (DateTimeOffset?)null;
        var assignee = ticket.AssigneeId is { } id ? source.People.GetValueOrDefault(id) : null;

        return new(ticket, workflow, me)
        {
            Customer = head.Customer,
            CustomerEmail = head.Email,
            UndeliverableSince = head.UndeliverableSince,
            Organisation = head.Organisation,
            Team = team.Name,
            Assignee = assignee,
            Timeline = words.Timeline.Tell(source),
            HasOlder = since > 1,
            // Spam is on no way: nothing is offered, and nothing lies ahead, until it is no spam.
            Offers = new(ticket.IsSpam ? [] : ticket.Steps(workflow.Compiled, me.AtDesk()), workflow.Compiled),
            Agents = [.. people.Where(p => p.IsAgent && (p.IsInTeam || p.IsManager || !team.IsPrivate)).OrderByDescending(p => p.IsInTeam).ThenBy(p => p.Name, StringComparer.CurrentCulture).Select(p => new Choosable(p.Id.ToString(), p.Name))],
            Teams = [.. teams.Where(t => me.IsManager || !t.IsPrivate || t.IsMine).Select(t => new Choosable(t.Id.ToString(), t.Name))],
            Fields = [.. workflow.Definition.Fields.Select(f => new FieldFact(f, ticket.Fields.GetValueOrDefault(f.Key), (f.SetBy & me.AtDesk()) != Roles.None))],
            Clocks = ticket.IsSpam ? [] : [.. words.Clocks.Of(ticket.Clocks, workflow.Definition, clock.GetUtcNow())],
            Ahead = ticket.IsSpam ? [] : await AheadAsync(ticket, workflow, head.Customer, ct),
            Earlier = [.. related.Where(r => r.IsEarlier && r.ParentId is null && r.Id != ticket.ParentId).Select(r => Named(r, source)).Take(EarlierShown)],
            FollowUps = [.. related.Where(r => r.FollowUpOf == ticket.Id).Select(r => Named(r, source))],
            Parent = related.Where(r => r.Id == ticket.ParentId).Select(r => Named(r, source)).FirstOrDefault(),
            Linked = [.. related.Where(r => r.ParentId == ticket.Id).Select(r => Named(r, source))],
            Approvals = ticket.IsSpam ? [] : [.. ApprovalFact.Of(approvals, workflow.Compiled, source.People, me)],
            FollowUpOf = related.Where(r => r.Id == ticket.FollowUpOf).Select(r => Named(r, source)).FirstOrDefault(),
            Survey = head.Survey,
            Next = words.Next.Of(ticket, me, head.Customer, assignee, asked),
            MayFire = demo.MayFire(me),
            Typed = typed,
            Followers = await FollowersAsync(ticket, ct),
            Undo = UndoOf(messages, source.Mails, me),
            Again = messages.Find(m => m.Id == again && m.IsWithdrawn && m.Author == me.Id)?.Body,
        };
    }

    /// <summary>Whether somebody may be given tickets of a team.</summary>
    public Task<bool> MayTakeAsync(TeamId team, PersonId person, CancellationToken ct) => db.AssignableIn(team).AnyAsync(p => p.Id == person, ct);

    /// <summary>When a timer of a ticket is due; null where there is none that is still to act.</summary>
    public Task<DateTimeOffset?> DueAtAsync(long number, TimerId timer, CancellationToken ct) =>
        db.TicketTimers.Where(t => t.Id == timer && t.Fate == TimerFate.Armed && db.Tickets.Any(ticket => ticket.Id == t.TicketId && ticket.Number == number)).Select(t => (DateTimeOffset?)t.DueAt).SingleOrDefaultAsync(ct);

    /// <summary>Whether this reader may hand a ticket to a team.</summary>
    public Task<bool> MayGiveAsync(TeamId team, Caller me, CancellationToken ct) => db.TeamsVisibleTo(me).AnyAsync(t => t.Id == team, ct);

    /// <summary>What is needed to read a form for a ticket: by which workflow it is decided, and whose it is.</summary>
    public async Task<Rules?> RulesAsync(long number, Caller me, CancellationToken ct)
    {
        var found = await Ruled.GetOrAdd(me.Roles, roles => new((db, id, wanted) => db.VisibleAtDesk(new Caller(id, roles)).Numbered(wanted).Select(t => new RuledRow(t.WorkflowVersionId, t.TeamId)))).ListAsync(db, me.Id, number, ct);
        return found is [var ticket] ? new((await library.GetAsync(db, ticket.Version, ct)).Compiled, ticket.Team, me) : null;
    }

    /// <summary>The reader's newest reply, while its mails wait so that it can be taken back.</summary>
    private UndoOffer? UndoOf(List<MessageRow> messages, ILookup<int, MailRow> mails, Caller me)
    {
        if (messages.LastOrDefault(m => m is { IsInternal: false, IsWithdrawn: false, FromCustomer: false }) is not { } last || last.Author != me.Id) return null;
        var carrying = mails[last.Sequence].Where(mail => mail.Letter is Reactions.ReplyLetter or Reactions.FollowedLetter).ToList();
        var left = carrying.Count > 0 && carrying.TrueForAll(mail => mail.Fate == MailFate.Pending) ? carrying.Min(mail => mail.DueAt) - clock.GetUtcNow() : TimeSpan.Zero;
        return left > TimeSpan.Zero ? new(last.Id, (int)Math.Ceiling(left.TotalSeconds)) : null;
    }

    private async Task<FrozenDictionary<WorkflowVersionId, PublishedWorkflow>> VersionsAsync(List<TicketEvent> events, List<RelatedRow> related, PublishedWorkflow workflow, CancellationToken ct)
    {
        var versions = new Dictionary<WorkflowVersionId, PublishedWorkflow> { [workflow.Id] = workflow };
        foreach (var id in events.Select(e => e.WorkflowVersionId).Concat(related.Select(r => r.Version)).Distinct())
            versions[id] = await library.GetAsync(db, id, ct);
        return versions.ToFrozenDictionary();
    }

    private static RelatedTicket Named(RelatedRow row, TimelineSource source) =>
        new(row.Number, row.Subject, row.Phase, source.Workflows[row.Version].Compiled.State(row.State)?.Name.Shown() ?? row.State, row.ChangedAt);
}

/// <summary>The words of the ticket page.</summary>
public sealed record TicketPageWords(TimelineWords Timeline, NextWords Next, TimerWords Timers, ClockWords Clocks);
