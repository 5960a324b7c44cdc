using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

/// <summary>Who could be named by an assignment of the system, the best first: active agents who may have tickets of the team.</summary>
internal static class Candidates
{
    /// <summary>How far back the previous assignee is looked for, in events.</summary>
    private const int MostEvents = 200;

    /// <summary>For each strategy that a workflow names; a workflow that names none costs no query.</summary>
    /// <param name="ticket">The ticket, or null for one that is being filed.</param>
    public static async Task<ImmutableDictionary<AssignStrategy, ImmutableArray<string>>> OfAsync(
        HelpDeskDb db, ImmutableArray<AssignStrategy> strategies, TeamId team, Ticket? ticket, CancellationToken ct)
    {
        var candidates = ImmutableDictionary<AssignStrategy, ImmutableArray<string>>.Empty;
        foreach (var strategy in strategies)
            candidates = candidates.Add(strategy, strategy == AssignStrategy.Previous
                ? await PreviousAsync(db, team, ticket, ct)
                : await TeamAsync(db, strategy, team, ct));
        return candidates;
    }

    /// <summary>In turn: who got the newest of the team's tickets longest ago; or who has the fewest to work on. Then by name.</summary>
    private static async Task<ImmutableArray<string>> TeamAsync(HelpDeskDb db, AssignStrategy strategy, TeamId team, CancellationToken ct)
    {
        var members = db.Users.Agents().Where(p => db.TeamMembers.Any(m => m.TeamId == team && m.PersonId == p.Id));
        var ids = strategy == AssignStrategy.RoundRobin
            ? members.OrderBy(p => db.Tickets.NotSpam().Where(t => t.AssigneeId == p.Id && t.TeamId == team).Max(t => (long?)t.Number) ?? 0).ThenBy(p => p.Name).ThenBy(p => p.Id).Select(p => p.Id)
            : members.OrderBy(p => db.Tickets.NotSpam().Count(t => t.AssigneeId == p.Id && t.Phase < Phase.Resolved)).ThenBy(p => p.Name).ThenBy(p => p.Id).Select(p => p.Id);
        return [.. (await ids.ToListAsync(ct)).Select(id => id.ToString())];
    }

    private static async Task<ImmutableArray<string>> PreviousAsync(HelpDeskDb db, TeamId team, Ticket? ticket, CancellationToken ct)
    {
        if (ticket is null) return [];
        var events = await db.TicketEvents.AsNoTracking().Where(e => e.TicketId == ticket.Id).OrderByDescending(e => e.Sequence).Take(MostEvents).ToListAsync(ct);
        var able = (await db.AssignableIn(team).Select(p => p.Id).ToListAsync(ct)).Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal);
        return [.. events.Select(e => e.Changes.GetValueOrDefault(BuiltInFields.Assignee).Text).OfType<string>()
            .Distinct().Where(id => id != ticket.AssigneeId?.ToString() && able.Contains(id))];
    }
}
