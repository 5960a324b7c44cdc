using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Reactions;

/// <summary>The desk as the database knows it.</summary>
internal sealed class DatabaseDesk(HelpDeskDb db) : IReactionDesk
{
    private static readonly QuickQuery<PersonId, Person> Somebody = new((db, id) => db.Users.Where(p => p.Id == id));

    // Nearly every message asks, and nearly no ticket has any.
    private static readonly QuickQuery<TicketId, PersonId> Followers = new((db, ticket) => db.TicketFollowers.Where(f => f.TicketId == ticket).Select(f => f.PersonId));

    private static readonly QuickQuery<TicketId, string, Survey> Surveys = new((db, ticket, key) => db.Surveys.Where(s => s.TicketId == ticket && s.Key == key));

    // Staff get a letter and do not change, so the context need not watch them. A customer may be changed by this very command.
    private static readonly QuickQuery<TeamId, Person> TeamAgents = new((db, team) =>
        db.Users.Agents().Where(p => db.TeamMembers.Any(m => m.TeamId == team && m.PersonId == p.Id)).AsNoTracking());

    private static readonly QuickQuery<Person> Managers = new(db => db.Users.Managers().AsNoTracking());
    private static readonly QuickQuery<TeamId, PersonId, Person> AgentFor = new((db, team, id) => db.AgentsFor(team).Where(p => p.Id == id).AsNoTracking());
    private static readonly QuickQuery<PersonId, Person> Manager = new((db, id) => db.Users.Managers().Where(p => p.Id == id).AsNoTracking());

    public void Add(Survey survey) => db.Surveys.Add(survey);

    public void Add(OutboxMail mail) => db.Outbox.Add(mail);

    public async Task<Survey?> SurveyAsync(Ticket ticket, string key, CancellationToken ct) => (await Surveys.ListAsync(db, ticket.Id, key, ct)).SingleOrDefault();

    public Task<bool> WouldFeedAsync(string letter, Person person, Recipient to, Act act, CancellationToken ct) => Loops.WouldFeedAsync(db, letter, person, to, act, ct);

    public async Task<List<Person>> ApproversAsync(Ticket ticket, TicketApproval approval, CancellationToken ct)
    {
        var people = new List<Person>();
        if (approval.By.HasFlag(Roles.Customer)) people.AddRange(await RecipientsAsync(ticket, Recipient.Customer, ct));
        if (approval.By.HasFlag(Roles.Manager)) people.AddRange(await RecipientsAsync(ticket, Recipient.Managers, ct));
        if (approval.By.HasFlag(Roles.Agent)) people.AddRange(await ColleaguesAsync(ticket, approval, ct));
        return people;
    }

    public async Task<List<Person>> RecipientsAsync(Ticket ticket, Recipient to, CancellationToken ct) => to switch
    {
        Recipient.Customer => await CustomerAsync(ticket, ct) is { IsDisabled: false } customer ? [customer] : [],
        Recipient.Assignee => await AssigneeAsync(ticket, ct) is { } assignee ? [assignee] : await TeamAsync(ticket, ct),
        Recipient.Team => await TeamAsync(ticket, ct),
        Recipient.Managers => await Managers.ListAsync(db, ct),
        Recipient.Agents => await db.AgentsFor(ticket.TeamId).ToListAsync(ct),
        Recipient.Followers => await Followers.ListAsync(db, ticket.Id, ct) is { Count: > 0 }
            ? await db.FollowersOf(ticket.Id).Where(p => p.Id != ticket.CustomerId).ToListAsync(ct) : [],
        _ => throw new InvalidOperationException($"No recipient {to}."),
    };

    // Found also when this very command makes the customer: then the database does not know them yet.
    private async Task<Person?> CustomerAsync(Ticket ticket, CancellationToken ct) =>
        await Somebody.ListAsync(db, ticket.CustomerId, ct) is [var known] ? known : await db.Users.FindAsync([ticket.CustomerId], ct);

    /// <summary>The team's agents, where they are enough; else everybody who may have the ticket.</summary>
    private async Task<List<Person>> ColleaguesAsync(Ticket ticket, TicketApproval approval, CancellationToken ct)
    {
        var all = db.AgentsFor(ticket.TeamId).Where(p => approval.AskedBy == null || p.Id != approval.AskedBy);
        var team = await all.Where(p => db.TeamMembers.Any(m => m.TeamId == ticket.TeamId && m.PersonId == p.Id)).ToListAsync(ct);
        return team.Count >= approval.Needs ? team : await all.ToListAsync(ct);
    }

    /// <summary>The assignee, where they still see the ticket: a word to somebody who does not is a word to nobody.</summary>
    private async Task<Person?> AssigneeAsync(Ticket ticket, CancellationToken ct) => ticket.AssigneeId is { } id
        ? (await AgentFor.ListAsync(db, ticket.TeamId, id, ct)).SingleOrDefault() ?? (await Manager.ListAsync(db, id, ct)).SingleOrDefault()
        : null;

    /// <summary>The team's agents; the managers where it has none, as on the first day.</summary>
    private async Task<List<Person>> TeamAsync(Ticket ticket, CancellationToken ct) =>
        await TeamAgents.ListAsync(db, ticket.TeamId, ct) is { Count: > 0 } team ? team : await Managers.ListAsync(db, ct);
}
