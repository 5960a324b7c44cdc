using System.Collections.Concurrent;
using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>By whom the desk's lists are narrowed: teams that the reader may see, and agents; each a query.</summary>
internal static class FilterOptions
{
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, TeamRow>> Teams = new();
    private static readonly QuickQuery<AgentRow> Agents = new(db => db.Users.Agents().OrderBy(p => p.Name).Select(p => new AgentRow(p.Id, p.Name)));

    private sealed record TeamRow(TeamId Id, string Name);

    private sealed record AgentRow(PersonId Id, string Name);

    public static async Task<ImmutableArray<FilterOption>> TeamsAsync(HelpDeskDb db, Caller me, CancellationToken ct) =>
        [.. (await Teams.GetOrAdd(me.Roles, roles => new((db, id) => db.TeamsVisibleTo(new Caller(id, roles)).OrderBy(t => t.Name).Select(t => new TeamRow(t.Id, t.Name)))).ListAsync(db, me.Id, ct)).Select(t => new FilterOption(t.Id.ToString(), t.Name))];

    public static async Task<ImmutableArray<FilterOption>> AgentsAsync(HelpDeskDb db, CancellationToken ct) =>
        [.. (await Agents.ListAsync(db, ct)).Select(p => new FilterOption(p.Id.ToString(), p.Name))];
}
