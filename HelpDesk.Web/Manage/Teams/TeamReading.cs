using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Teams;

public sealed record TeamLine(TeamId Id, string Name, bool IsPrivate, bool IsDefault, IReadOnlyList<string> People, int Open, int Overdue);

/// <param name="IsDefault">Whether it is the default team already: then only another one can take that over.</param>
/// <param name="Agents">Who could be in it.</param>
public sealed record TeamPage(TeamForm Form, bool IsNew, bool IsDefault, IReadOnlyList<(PersonId Id, string Name)> Agents);

public sealed class TeamReading(HelpDeskDb db, TimeProvider clock)
{
    private const int MostTeams = 200;
    private const int MostAgents = 500;

    public async Task<IReadOnlyList<TeamLine>> AllAsync(CancellationToken ct)
    {
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.Name).Take(MostTeams).Select(t => new { t.Id, t.Name, t.IsPrivate, t.IsDefault }).ToListAsync(ct);
        var people = (await db.TeamMembers.Join(db.Users.Active(), m => m.PersonId, p => p.Id, (m, p) => new { m.TeamId, p.Name }).OrderBy(p => p.Name).ToListAsync(ct))
            .ToLookup(p => p.TeamId, p => p.Name);
        var open = await db.Tickets.NotSpam().Unresolved().GroupBy(t => t.TeamId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var overdue = await db.Tickets.NotSpam().Overdue(clock.GetUtcNow()).GroupBy(t => t.TeamId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. teams.Select(t => new TeamLine(t.Id, t.Name, t.IsPrivate, t.IsDefault, [.. people[t.Id]], open.GetValueOrDefault(t.Id), overdue.GetValueOrDefault(t.Id)))];
    }

    /// <param name="id">The team, or null for a new one.</param>
    /// <param name="typed">What a refused form held, to be shown again.</param>
    public async Task<TeamPage?> OneAsync(TeamId? id, TeamForm? typed, CancellationToken ct)
    {
        var team = id is { } known ? await db.Teams.AsNoTracking().Include(t => t.Members).SingleOrDefaultAsync(t => t.Id == known, ct) : null;
        if (id is not null && team is null) return null;
        var agents = await db.Users.Agents().OrderByDescending(p => db.TeamMembers.Any(m => m.TeamId == id && m.PersonId == p.Id)).ThenBy(p => p.Name).Take(MostAgents).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        var form = typed ?? (team is null ? new(null, false, false, []) : new(team.Name, team.IsPrivate, team.IsDefault, [.. team.Members.Select(m => m.PersonId)]));
        return new(form, team is null, team is { IsDefault: true }, [.. agents.Select(p => (p.Id, p.Name))]);
    }
}
