using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Accounts;

/// <summary>What managers do with people and teams.</summary>
public sealed class StaffCommands(Writes writes, TicketCommands tickets, TimeProvider clock)
{
    /// <summary>Disables somebody and, in the same command, hands their unresolved tickets to a colleague, or to nobody.</summary>
    /// <param name="successor">Who gets the tickets, or null: they become unassigned.</param>
    public Task<bool> DisableAsync(PersonId id, PersonId? successor, Caller by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == id, cancel);
        var heir = successor is { } next ? await db.Users.Agents().SingleOrDefaultAsync(p => p.Id == next, cancel) : null;
        if (person is null || id == by.Id || (successor is not null && (heir is null || heir.Id == id))) return false;
        var assignee = ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Assignee, FieldValue.Of(heir?.Id.ToString()));
        foreach (var ticket in await db.Tickets.AssignedTo(id).Unresolved().ToListAsync(cancel))
            await tickets.EditInAsync(db, ticket, assignee, by, Roles.Manager, cancel);
        person.Disable(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    public Task<bool> EnableAsync(PersonId id, CancellationToken ct) => OnPersonAsync(id, person => person.Enable(), ct);

    /// <summary>Gives a person a name, roles and an organisation. Other roles end every session at once.</summary>
    public Task<bool> ChangeAsync(PersonId id, string name, PersonRoles roles, OrganisationId? organisation, CancellationToken ct) => OnPersonAsync(id, person =>
    {
        person.Rename(name);
        person.TakeRoles(roles);
        person.Join(organisation);
    }, ct);

    /// <summary>Makes a team, or changes one (<paramref name="id"/>). A name is taken by one team only.</summary>
    /// <returns>The team's id, or null when there is no such team or the name is taken.</returns>
    public Task<TeamId?> SaveTeamAsync(TeamId? id, string name, bool isPrivate, bool isDefault, IReadOnlyCollection<PersonId> members, CancellationToken ct) => writes.DoAsync<TeamId?>(async (db, cancel) =>
    {
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

    private Task<bool> OnPersonAsync(PersonId id, Action<Person> change, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Users.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } person) return false;
        change(person);
        return true;
    }, OnConflict.DecideAnew, ct);
}
