using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

/// <summary>Which tickets: each query starts at the person, so that somebody else's ticket is simply not found.</summary>
public static class TicketQueries
{
    /// <summary>What staff see at the desk: all but those of private teams that they are not in; a manager reads all.</summary>
    public static IQueryable<Ticket> VisibleAtDesk(this HelpDeskDb db, Caller caller)
    {
        if (caller.IsManager) return db.Tickets;
        if (!caller.Is(PersonRoles.Agent)) return db.Tickets.Where(_ => false);
        var closedToMe = db.TeamsClosedTo(caller);
        return db.Tickets.Where(t => !closedToMe.Contains(t.TeamId));
    }

    /// <summary>What a customer sees in the portal: their own, their colleagues' where the organisation shares them, and what they follow; not what is still the desk's own, nor spam.</summary>
    public static IQueryable<Ticket> VisibleInPortal(this HelpDeskDb db, Caller caller)
    {
        if (!caller.Is(PersonRoles.Customer)) return db.Tickets.Where(_ => false);
        var shared = db.OrganisationsSharedWith(caller);
        var followed = db.TicketFollowers.Where(f => f.PersonId == caller.Id).Select(f => f.TicketId);
        return db.Tickets.NotSpam().Where(t => !t.IsHidden && (t.CustomerId == caller.Id || shared.Contains(t.OrganisationId) || followed.Contains(t.Id)));
    }

    /// <summary>The ways by which a customer comes to see requests besides following them (<see cref="FollowedBy"/>), each found by an index of its own, which is not to be had of all in one. Only narrows: what is shown is visible besides.</summary>
    public static IReadOnlyList<IQueryable<Ticket>> WaysIntoPortal(this HelpDeskDb db, Caller caller)
    {
        var shared = db.OrganisationsSharedWith(caller);
        var tickets = db.Tickets.NotSpam().Where(t => !t.IsHidden);
        return [tickets.Where(t => t.CustomerId == caller.Id), tickets.Where(t => t.OrganisationId != null && t.OrganisationId == shared.FirstOrDefault())];
    }

    /// <summary>What somebody follows: few, and to be had whole. Asked for the newest of them a database goes through everybody's, newest first, until it met enough.</summary>
    public static IQueryable<Ticket> FollowedBy(this HelpDeskDb db, Caller caller) =>
        db.TicketFollowers.Where(f => f.PersonId == caller.Id).Join(db.Tickets.NotSpam().Where(t => !t.IsHidden), f => f.TicketId, t => t.Id, (_, ticket) => ticket);

    /// <summary>The same without what they merely follow: a follower reads and writes, but takes no step.</summary>
    public static IQueryable<Ticket> TheirsInPortal(this HelpDeskDb db, Caller caller)
    {
        if (!caller.Is(PersonRoles.Customer)) return db.Tickets.Where(_ => false);
        var shared = db.OrganisationsSharedWith(caller);
        return db.Tickets.NotSpam().Where(t => !t.IsHidden && (t.CustomerId == caller.Id || shared.Contains(t.OrganisationId)));
    }

    /// <summary>Whose work tickets of a team are: active agents, and of a private team its members only.</summary>
    public static IQueryable<Person> AgentsFor(this HelpDeskDb db, TeamId team) => db.Users.Agents()
        .Where(p => db.Teams.Any(t => t.Id == team && (!t.IsPrivate || t.Members.Any(m => m.PersonId == p.Id))));

    /// <summary>Who may be given tickets of a team: those, and agents who are managers, for they see every ticket.</summary>
    public static IQueryable<Person> AssignableIn(this HelpDeskDb db, TeamId team) => db.Users.Agents()
        .Where(p => (p.Roles & (PersonRoles.Manager | PersonRoles.Administrator)) != 0 || db.Teams.Any(t => t.Id == team && (!t.IsPrivate || t.Members.Any(m => m.PersonId == p.Id))));

    /// <summary>Those with an approval that waits for this person's word.</summary>
    public static IQueryable<Ticket> AwaitingAnswerOf(this IQueryable<Ticket> tickets, HelpDeskDb db, PersonId person, Roles roles)
    {
        var waiting = db.TicketApprovals.AwaitingAnswerOf(person, roles).Select(a => a.TicketId);
        return tickets.Where(t => waiting.Contains(t.Id));
    }

    public static IQueryable<Ticket> Numbered(this IQueryable<Ticket> tickets, long number) => tickets.Where(t => t.Number == number);

    /// <summary>Those that somebody should read.</summary>
    public static IQueryable<Ticket> NotSpam(this IQueryable<Ticket> tickets) => tickets.Where(t => t.SpamSince == null);

    public static IQueryable<Ticket> Spam(this IQueryable<Ticket> tickets) => tickets.Where(t => t.SpamSince != null);

    /// <summary>Still being worked on: neither resolved nor closed.</summary>
    public static IQueryable<Ticket> Unresolved(this IQueryable<Ticket> tickets) => tickets.Where(t => t.Phase < Phase.Resolved);

    public static IQueryable<Ticket> AssignedTo(this IQueryable<Ticket> tickets, PersonId person) => tickets.Where(t => t.AssigneeId == person);

    public static IQueryable<Ticket> Unassigned(this IQueryable<Ticket> tickets) => tickets.Unresolved().Where(t => t.AssigneeId == null);

    /// <summary>Waiting for the customer or for somebody else.</summary>
    public static IQueryable<Ticket> Waiting(this IQueryable<Ticket> tickets) => tickets.Where(t => t.Phase == Phase.Pending || t.Phase == Phase.OnHold);

    /// <summary>A timer of the present stay has warned staff, or the time of a service-level clock that runs is over.</summary>
    public static IQueryable<Ticket> Overdue(this IQueryable<Ticket> tickets, DateTimeOffset now) => tickets.Where(t => t.OverdueSince != null || t.ClockDueAt < now);

    public static IQueryable<Ticket> NewestFirst(this IQueryable<Ticket> tickets) => tickets.OrderByDescending(t => t.ChangedAt).ThenByDescending(t => t.Number);

    /// <summary>The page after a ticket of the list, in the order of <see cref="NewestFirst"/>.</summary>
    public static IQueryable<Ticket> After(this IQueryable<Ticket> tickets, DateTimeOffset changedAt, long number) =>
        tickets.Where(t => t.ChangedAt < changedAt || (t.ChangedAt == changedAt && t.Number < number));

    /// <summary>The page before a ticket of the list, nearest first.</summary>
    public static IQueryable<Ticket> Before(this IQueryable<Ticket> tickets, DateTimeOffset changedAt, long number) =>
        tickets.Where(t => t.ChangedAt > changedAt || (t.ChangedAt == changedAt && t.Number > number)).OrderBy(t => t.ChangedAt).ThenBy(t => t.Number);

    /// <summary>The private teams whose tickets somebody does not see.</summary>
    internal static IQueryable<TeamId> TeamsClosedTo(this HelpDeskDb db, Caller caller) =>
        db.Teams.Where(team => !caller.IsManager && team.IsPrivate && !team.Members.Any(m => m.PersonId == caller.Id)).Select(team => team.Id);

    /// <summary>Somebody's organisation, where colleagues see each other's tickets.</summary>
    internal static IQueryable<OrganisationId?> OrganisationsSharedWith(this HelpDeskDb db, Caller caller) => db.Users.Where(p => p.Id == caller.Id)
        .Join(db.Organisations.Where(o => o.SharesTickets), p => p.OrganisationId, o => o.Id, (_, o) => (OrganisationId?)o.Id);
}
