using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// Who gets what is written on a ticket, besides its customer.
public sealed partial class TicketCommands
{
    /// <summary>Staff make somebody a follower, by their address; somebody whom nobody knows becomes a customer without a password.</summary>
    public Task<FollowAnswer> AddFollowerAsync(VisibleTicket visible, string address, Caller by, Roles role, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await visible.FindAsync(db, cancel) is not { } ticket) return FollowAnswer.NotFound;
        if (!Person.IsAddress(address)) return FollowAnswer.NoAddress;
        var normal = Person.Normal(address);
        if (await db.Mailboxes.AnyAsync(m => m.NormalizedAddress == normal, cancel)) return FollowAnswer.OurOwn;
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normal, cancel);
        if (person is { IsDisabled: true }) return FollowAnswer.MayNot;
        if (person?.Id == ticket.CustomerId) return FollowAnswer.IsCustomer;
        if (person is { IsStaff: true } && !person.Roles.HasFlag(PersonRoles.Customer) && !await db.VisibleAtDesk(new(person.Id, person.Roles)).AnyAsync(t => t.Id == ticket.Id, cancel)) return FollowAnswer.MayNot;
        if (person is null) db.Users.Add(person = new Person(address.Trim().Split('@')[0], address, PersonRoles.Customer, clock.GetUtcNow()));
        else if (await db.TicketFollowers.AnyAsync(f => f.TicketId == ticket.Id && f.PersonId == person.Id, cancel)) return FollowAnswer.Done;
        if (await db.TicketFollowers.CountAsync(f => f.TicketId == ticket.Id, cancel) >= TicketFollower.Most) return FollowAnswer.TooMany;
        db.TicketFollowers.Add(new TicketFollower(ticket.Id, person.Id, by.Id, clock.GetUtcNow()));
        await NoteFollowerAsync(db, ticket, person.Id, follows: true, by.Id, role, cancel);
        return FollowAnswer.Done;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Staff end somebody's following.</summary>
    public Task<FollowAnswer> RemoveFollowerAsync(VisibleTicket visible, PersonId person, Caller by, Roles role, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await visible.FindAsync(db, cancel) is not { } ticket) return FollowAnswer.NotFound;
        return await EndAsync(db, ticket, person, by.Id, role, cancel);
    }, OnConflict.DecideAnew, ct);

    /// <summary>A follower leaves, by the link in their mail.</summary>
    public Task<FollowAnswer> LeaveAsync(ReplyTokens tokens, ReplyToken token, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.LeaverAsync(tokens, token, cancel) is not { } person) return FollowAnswer.NotFound;
        return await EndAsync(db, await db.Tickets.Numbered(token.Number).SingleAsync(cancel), person, person, Roles.None, cancel);
    }, OnConflict.DecideAnew, ct);

    private async Task<FollowAnswer> EndAsync(HelpDeskDb db, Ticket ticket, PersonId person, PersonId by, Roles role, CancellationToken ct)
    {
        if (await db.TicketFollowers.FindAsync([ticket.Id, person], ct) is not { } follower) return FollowAnswer.Done;
        db.TicketFollowers.Remove(follower);
        await NoteFollowerAsync(db, ticket, person, follows: false, by, role, ct);
        return FollowAnswer.Done;
    }

    private async Task NoteFollowerAsync(HelpDeskDb db, Ticket ticket, PersonId person, bool follows, PersonId by, Roles role, CancellationToken ct)
    {
        var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, ct), by, role, CommandId.New(), ticket.TeamId, ticket, ct);
        ticket.NoteFollower(person, follows, act);
        await FollowAsync(db, ticket, act, ct);
    }
}

/// <summary>What became of a change to the followers.</summary>
public enum FollowAnswer
{
    /// <summary>It is so now; also the answer to its repeat.</summary>
    Done,

    /// <summary>No such ticket, or not this caller's to see.</summary>
    NotFound,

    /// <summary>That is no mail address.</summary>
    NoAddress,

    /// <summary>It is the ticket's customer, who gets everything anyway.</summary>
    IsCustomer,

    /// <summary>Somebody who may not see the ticket, or whose account is disabled.</summary>
    MayNot,

    /// <summary>It is one of our own mailboxes: we would write to ourselves.</summary>
    OurOwn,

    TooMany,
}

public static class Leavers
{
    /// <summary>Whose link it is; null for a link that is none, or of somebody who does not follow.</summary>
    public static async Task<PersonId?> LeaverAsync(this HelpDeskDb db, ReplyTokens tokens, ReplyToken token, CancellationToken ct)
    {
        var followers = await db.TicketFollowers.AsNoTracking().Where(f => db.Tickets.Any(t => t.Id == f.TicketId && t.Number == token.Number)).ToListAsync(ct);
        return followers.Where(f => tokens.FitsLeaving(token, f.TicketId, f.PersonId)).Select(f => (PersonId?)f.PersonId).FirstOrDefault();
    }
}
