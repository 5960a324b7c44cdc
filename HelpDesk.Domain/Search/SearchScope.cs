using System.Collections.Concurrent;
using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Search;

/// <summary>What staff narrow a search by; null: whatever it is.</summary>
public sealed record SearchFilter(Phase? Phase = null, TeamId? Team = null, PersonId? Assignee = null, bool IsUnassigned = false, bool IsSpam = false);

/// <summary>Among which tickets is looked, of those that the caller may see.</summary>
public enum SearchArea
{
    Desk,
    Spam,
    Portal,
}

/// <summary>
/// Which tickets somebody's search can find at all, as words of the index, so that what they may not see never stands in the way
/// of what they may. It says the same as <see cref="TicketQueries"/>, through which every ticket that is found passes once more.
/// </summary>
/// <param name="All">A ticket has all of these.</param>
/// <param name="Any">And one of these; empty: no matter.</param>
/// <param name="None">And none of these.</param>
public sealed record SearchScope(SearchArea Area, ImmutableArray<string> All, ImmutableArray<string> Any, ImmutableArray<string> None)
{
    private const string Spam = "spam";
    private const string Hidden = "hidden";
    private const string Unassigned = "nobody";

    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, TeamId>> Closed = new();
    private static readonly ConcurrentDictionary<PersonRoles, QuickQuery<PersonId, OrganisationId?>> Shared = new();

    /// <summary>Whether notes are looked into.</summary>
    public bool WithInternal => Area != SearchArea.Portal;

    /// <summary>Staff at the desk: all but other people's private teams. One query.</summary>
    public static async Task<SearchScope> AtDeskAsync(HelpDeskDb db, Caller caller, SearchFilter filter, CancellationToken ct)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        if (filter.Phase is { } phase) all.Add(Of(phase));
        if (filter.Team is { } team) all.Add(Of(team));
        if (filter.Assignee is { } assignee) all.Add(Of('a', assignee));
        if (filter.IsUnassigned) all.Add(Unassigned);
        if (filter.IsSpam) all.Add(Spam);
        var closed = await Closed.GetOrAdd(caller.Roles, static roles => new((db, id) => db.TeamsClosedTo(new(id, roles)))).ListAsync(db, caller.Id, ct);
        return new(filter.IsSpam ? SearchArea.Spam : SearchArea.Desk, all.ToImmutable(), [], [.. closed.Select(Of), .. filter.IsSpam ? (string[])[] : [Spam]]);
    }

    /// <summary>A customer in the portal: theirs, what their organisation shares, what they follow. One query.</summary>
    public static async Task<SearchScope> InPortalAsync(HelpDeskDb db, Caller caller, CancellationToken ct)
    {
        var shared = await Shared.GetOrAdd(caller.Roles, static roles => new((db, id) => db.OrganisationsSharedWith(new(id, roles)))).ListAsync(db, caller.Id, ct);
        return new(SearchArea.Portal, [], [Of('c', caller.Id), Of('f', caller.Id), .. shared.OfType<OrganisationId>().Select(Of)], [Spam, Hidden]);
    }

    /// <summary>The words by which a ticket is in somebody's scope.</summary>
    internal static ImmutableArray<string> Of(Ticket ticket, IEnumerable<PersonId> followers) =>
    [
        Of(ticket.Phase), Of(ticket.TeamId), Of('c', ticket.CustomerId), ticket.AssigneeId is { } assignee ? Of('a', assignee) : Unassigned,
        .. ticket.OrganisationId is { } organisation ? (string[])[Of(organisation)] : [],
        .. followers.Select(follower => Of('f', follower)),
        .. ticket.IsSpam ? (string[])[Spam] : [],
        .. ticket.IsHidden ? (string[])[Hidden] : [],
    ];

    private static string Of(Phase phase) => $"p{(int)phase}";

    private static string Of(TeamId team) => $"t{team.Value:N}";

    private static string Of(OrganisationId organisation) => $"o{organisation.Value:N}";

    private static string Of(char part, PersonId person) => $"{part}{person.Value:N}";
}
