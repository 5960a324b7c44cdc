using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.People;

/// <summary>What the list of people is narrowed to.</summary>
/// <param name="Q">What a name or an address starts with.</param>
/// <param name="Role">One role, or null for all.</param>
/// <param name="Disabled">Those who may not sign in any more, instead of those who may.</param>
/// <param name="After">The last person of the page before.</param>
public sealed record PeopleFilter(string? Q, PersonRoles? Role, bool Disabled, PersonId? After)
{
    public bool IsNarrow => !string.IsNullOrWhiteSpace(Q) || Role is not null;
}

public sealed record PersonLine(PersonId Id, string Name, string? Email, PersonRoles Roles, string? Organisation, bool HasAccess, DateTimeOffset? DisabledAt)
{
    public IReadOnlyList<string> Teams { get; init; } = [];
}

public sealed record PeoplePage(PeopleFilter Filter, IReadOnlyList<PersonLine> People, int DisabledCount, PersonId? Next);

public sealed record Choice<TId>(TId Id, string Name);

/// <summary>What a form about a person chooses from.</summary>
public sealed record PersonChoices(IReadOnlyList<Choice<OrganisationId>> Organisations, IReadOnlyList<Choice<TeamId>> Teams);

public sealed record OpenTicket(long Number, string Subject, Phase Phase);

/// <summary>What disabling somebody means: the first of their open tickets, how many there are in all, and who could take them.</summary>
public sealed record Leaving(IReadOnlyList<OpenTicket> Tickets, int Count, IReadOnlyList<Choice<PersonId>> Successors);

/// <param name="Leaving">Null for somebody who is disabled already, or whom the reader may not disable.</param>
public sealed record PersonPage(PersonLine Person, IReadOnlyList<TeamId> Teams, OrganisationId? Organisation, DateTimeOffset CreatedAt, PersonChoices Choices, Leaving? Leaving, bool IsYou, bool MayChange, bool MayLead);

public sealed class PeopleReading(HelpDeskDb db)
{
    private const int PageSize = 50;
    private const int MostTickets = 20;
    private const int MostChoices = 500;

    public async Task<PeoplePage> ListAsync(PeopleFilter filter, CancellationToken ct)
    {
        var people = db.Users.AsNoTracking().Where(p => p.DisabledAt != null == filter.Disabled);
        if (filter.Role is { } role) people = people.Where(p => (p.Roles & role) != 0);
        if (filter.Q?.Trim() is { Length: > 0 } start)
        {
            var address = start.ToUpperInvariant();
            people = people.Where(p => p.Name.StartsWith(start) || p.NormalizedEmail!.StartsWith(address));
        }
        if (filter.After is { } last && await db.Users.Where(p => p.Id == last).Select(p => p.Name).SingleOrDefaultAsync(ct) is { } name)
            people = people.Where(p => p.Name.CompareTo(name) > 0 || (p.Name == name && p.Id > last));
        var page = await Lines(people.OrderBy(p => p.Name).ThenBy(p => p.Id)).Take(PageSize + 1).ToListAsync(ct);
        var shown = await WithTeamsAsync([.. page.Take(PageSize)], ct);
        var disabled = await db.Users.CountAsync(p => p.DisabledAt != null, ct);
        return new(filter, shown, disabled, page.Count > PageSize ? shown[^1].Id : null);
    }

    public async Task<PersonPage?> OneAsync(PersonId id, Caller reader, CancellationToken ct)
    {
        var person = await Lines(db.Users.AsNoTracking().Where(p => p.Id == id)).SingleOrDefaultAsync(ct);
        if (person is null) return null;
        var more = await db.Users.Where(p => p.Id == id).Select(p => new { p.OrganisationId, p.CreatedAt }).SingleAsync(ct);
        var teams = await db.TeamMembers.Where(m => m.PersonId == id).Select(m => m.TeamId).ToListAsync(ct);
        var mayChange = StaffRules.OnLookingAfter(reader.Roles, person.Roles) == StaffAnswer.Done;
        var isYou = id == reader.Id;
        var leaving = mayChange && !isYou && person.DisabledAt is null ? await LeavingAsync(id, ct) : null;
        return new(person, teams, more.OrganisationId, more.CreatedAt, await ChoicesAsync(ct, more.OrganisationId), leaving, isYou, mayChange, reader.Is(PersonRoles.Administrator));
    }

    public async Task<PersonChoices> ChoicesAsync(CancellationToken ct, OrganisationId? present = null) => new(
        // The present one is always among them: saving must not lose what the list was too short to show.
        await db.Organisations.OrderByDescending(o => o.Id == present).ThenBy(o => o.Name).Take(MostChoices).Select(o => new Choice<OrganisationId>(o.Id, o.Name)).ToListAsync(ct),
        await db.Teams.OrderBy(t => t.Name).Take(MostChoices).Select(t => new Choice<TeamId>(t.Id, t.Name)).ToListAsync(ct));

    private async Task<Leaving> LeavingAsync(PersonId id, CancellationToken ct)
    {
        var open = db.Tickets.NotSpam().AssignedTo(id).Unresolved();
        return new(
            await open.NewestFirst().Take(MostTickets).Select(t => new OpenTicket(t.Number, t.Subject, t.Phase)).ToListAsync(ct),
            await open.CountAsync(ct),
            await db.Users.Agents().Where(p => p.Id != id).OrderBy(p => p.Name).Take(MostChoices).Select(p => new Choice<PersonId>(p.Id, p.Name)).ToListAsync(ct));
    }

    private async Task<IReadOnlyList<PersonLine>> WithTeamsAsync(IReadOnlyList<PersonLine> people, CancellationToken ct)
    {
        var ids = people.Select(p => p.Id).ToList();
        var teams = await db.TeamMembers.Where(m => ids.Contains(m.PersonId))
            .Join(db.Teams, m => m.TeamId, t => t.Id, (m, t) => new { m.PersonId, t.Name }).OrderBy(t => t.Name).ToListAsync(ct);
        var byPerson = teams.ToLookup(t => t.PersonId, t => t.Name);
        return [.. people.Select(p => p with { Teams = [.. byPerson[p.Id]] })];
    }

    private IQueryable<PersonLine> Lines(IQueryable<Person> people) => people.Select(p => new PersonLine(
        p.Id, p.Name, p.Email, p.Roles, db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => o.Name).FirstOrDefault(), p.EmailConfirmed && p.PasswordHash != null, p.DisabledAt));
}
