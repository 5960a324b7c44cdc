using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Accounts;

/// <summary>What managers do with people, organisations and teams.</summary>
public sealed class StaffCommands(Writes writes, TicketCommands tickets, TimeProvider clock)
{
    /// <summary>
    /// Disables somebody and, in the same command, hands their tickets to a colleague, or to nobody. Resolved ones go too,
    /// so that one that is reopened does not come back to somebody who is gone.
    /// </summary>
    /// <param name="successor">Who gets the tickets, or null: they become unassigned. So do those of private teams that the successor does not see.</param>
    public Task<StaffAnswer> DisableAsync(PersonId id, PersonId? successor, Caller by, CancellationToken ct) => OnPersonAsync(id, by, async (db, person, cancel) =>
    {
        var heir = successor is { } next ? await db.Users.Agents().SingleOrDefaultAsync(p => p.Id == next, cancel) : null;
        if (successor is not null && (heir is null || heir.Id == id)) return StaffAnswer.NoSuchSuccessor;
        await HandOverAsync(db, id, heir, by, cancel);
        person.Disable(clock.GetUtcNow());
        return StaffAnswer.Done;
    }, (person, now) => person.Id == by.Id ? StaffAnswer.NotYourself : StaffRules.OnLookingAfter(now, person.Roles), ct, mayGiveUpTickets: true);

    /// <summary>Lets somebody in again who was disabled. Their tickets stay where they are by now.</summary>
    public Task<StaffAnswer> EnableAsync(PersonId id, Caller by, CancellationToken ct) => OnPersonAsync(id, by, (_, person, _) =>
    {
        person.Enable();
        return Task.FromResult(StaffAnswer.Done);
    }, (person, now) => StaffRules.OnLookingAfter(now, person.Roles), ct);

    /// <summary>
    /// Gives a person a name, roles, an organisation and teams. Other roles end every session at once; who is no agent any more
    /// leaves all teams, and their tickets become unassigned.
    /// </summary>
    public Task<StaffAnswer> ChangeAsync(PersonId id, PersonChange change, Caller by, CancellationToken ct) => OnPersonAsync(id, by, async (db, person, cancel) =>
    {
        if (change.Organisation is { } organisation && !await db.Organisations.AnyAsync(o => o.Id == organisation, cancel)) return StaffAnswer.NoSuchOrganisation;
        var isAgent = (change.Roles & PersonRoles.Agent) != 0;
        if (!isAgent && (person.Roles & PersonRoles.Agent) != 0) await HandOverAsync(db, id, null, by, cancel);
        person.Rename(change.Name);
        person.TakeRoles(change.Roles);
        person.Join(change.Organisation);
        foreach (var team in await db.Teams.Include(t => t.Members).ToListAsync(cancel))
            if (isAgent && change.Teams.Contains(team.Id)) team.Admit(id);
            else team.Dismiss(id);
        return StaffAnswer.Done;
    }, (person, now) => StaffRules.OnChanging(now, person.Roles, change.Roles, isYourself: person.Id == by.Id), ct, mayGiveUpTickets: (change.Roles & PersonRoles.Agent) == 0);

    /// <summary>Makes an organisation, or changes one (<paramref name="id"/>). A name is taken by one organisation only.</summary>
    /// <returns>The organisation's id, or null when there is no such organisation or the name is taken.</returns>
    public Task<OrganisationId?> SaveOrganisationAsync(OrganisationId? id, string name, bool sharesTickets, CancellationToken ct) => writes.DoAsync<OrganisationId?>(async (db, cancel) =>
    {
        await db.AloneAsync(cancel);
        if (await db.Organisations.AnyAsync(o => o.Name == name.Trim() && o.Id != id, cancel)) return null;
        var organisation = id is { } known ? await db.Organisations.SingleOrDefaultAsync(o => o.Id == known, cancel) : null;
        if (id is not null && organisation is null) return null;
        if (organisation is null) db.Organisations.Add(organisation = new Organisation(name));
        organisation.Rename(name);
        organisation.ShareTickets(sharesTickets);
        return organisation.Id;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Makes a team, or changes one (<paramref name="id"/>). A name is taken by one team only.</summary>
    /// <param name="isDefault">Makes it the default team. False leaves the default team as it is: there is always exactly one.</param>
    /// <returns>The team's id, or null when there is no such team or the name is taken.</returns>
    public Task<TeamId?> SaveTeamAsync(TeamId? id, string name, bool isPrivate, bool isDefault, IReadOnlyCollection<PersonId> members, CancellationToken ct) => writes.DoAsync<TeamId?>(async (db, cancel) =>
    {
        await db.AloneAsync(cancel);
        if (await db.Teams.AnyAsync(t => t.Name == name.Trim() && t.Id != id, cancel)) return null;
        var team = id is { } known ? await db.Teams.Include(t => t.Members).SingleOrDefaultAsync(t => t.Id == known, cancel) : null;
        if (id is not null && team is null) return null;
        if (team is null) db.Teams.Add(team = new Team(name, isPrivate, isDefault: false));
        team.Rename(name, isPrivate);
        team.Staff(await db.Users.Agents().Where(p => members.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel));
        if (isDefault)
        {
            foreach (var other in await db.Teams.Where(t => t.IsDefault).ToListAsync(cancel)) other.BeDefault(false);
            team.BeDefault(true);
        }
        return team.Id;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Loads the person, asks the rules, and goes on only when they say <see cref="StaffAnswer.Done"/>.</summary>
    /// <param name="rules">What they say of the person and of the caller's roles as they are now, not as the session remembers them.</param>
    /// <param name="mayGiveUpTickets">Whether they may lose their tickets: then nobody gives them one meanwhile, for which every writer of tickets waits.</param>
    private Task<StaffAnswer> OnPersonAsync(PersonId id, Caller by, Func<HelpDeskDb, Person, CancellationToken, Task<StaffAnswer>> verb, Func<Person, PersonRoles, StaffAnswer> rules, CancellationToken ct, bool mayGiveUpTickets = false) =>
        writes.DoAsync(async (db, cancel) =>
        {
            await db.AloneAsync(cancel);
            if (mayGiveUpTickets) await db.HoldTicketsAsync(cancel);
            var now = await db.Users.Active().Where(p => p.Id == by.Id).Select(p => p.Roles).SingleOrDefaultAsync(cancel);
            if (await db.Users.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } person) return StaffAnswer.NotFound;
            var said = rules(person, now);
            return said == StaffAnswer.Done ? await verb(db, person, cancel) : said;
        }, OnConflict.DecideAnew, ct);

    private async Task HandOverAsync(HelpDeskDb db, PersonId from, Person? heir, Caller by, CancellationToken ct)
    {
        var hidden = heir is null || new Caller(heir.Id, heir.Roles).IsManager ? []
            : await db.Teams.Where(t => t.IsPrivate && !t.Members.Any(m => m.PersonId == heir.Id)).Select(t => t.Id).ToListAsync(ct);
        foreach (var ticket in await db.Tickets.AssignedTo(from).Where(t => t.Phase < Phase.Closed).ToListAsync(ct))
        {
            var next = hidden.Contains(ticket.TeamId) ? null : heir?.Id.ToString();
            var assignee = ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Assignee, FieldValue.Of(next));
            await tickets.EditInAsync(db, ticket, assignee, by, Roles.Manager, ct);
        }
    }
}

/// <summary>What a form about a person holds.</summary>
public sealed record PersonChange(string Name, PersonRoles Roles, OrganisationId? Organisation, IReadOnlyCollection<TeamId> Teams);
