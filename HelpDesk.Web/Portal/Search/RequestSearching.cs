using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Web.Portal.Search;

/// <summary>One request that was found, with its state in the customer's wording.</summary>
/// <param name="Colleague">Whose it is, when it is not the reader's own.</param>
public sealed record FoundRequest(Hit Hit, string State, string? Colleague);

/// <summary>What a customer found.</summary>
/// <param name="Query">What was read of what they typed; null when they typed nothing, or something with a fault.</param>
public sealed record FoundPage(string? Q, bool IsFirst, SearchQuery? Query, SearchFault? Fault, Hits? Hits, ImmutableArray<FoundRequest> Rows);

/// <summary>Looks through what a customer may see: never a note, nor by one.</summary>
public sealed class RequestSearching(HelpDeskDb db, TicketSearch search, WorkflowLibrary workflows)
{
    public async Task<FoundPage> LoadAsync(string? q, string? after, Caller me, CancellationToken ct)
    {
        var (query, fault) = string.IsNullOrWhiteSpace(q) ? (null, null) : SearchQuery.Read(q);
        var page = new FoundPage(q, string.IsNullOrEmpty(after), query, fault, null, []);
        if (query is null) return page;
        var hits = await search.FindAsync(query, await SearchScope.InPortalAsync(db, me, ct), me, SearchPlace.Read(after), ct);
        var rows = ImmutableArray.CreateBuilder<FoundRequest>(hits.Shown.Length);
        foreach (var hit in hits.Shown)
        {
            var state = (await workflows.GetAsync(db, hit.Version, ct)).Compiled.State(hit.State);
            rows.Add(new(hit, state?.CustomerSees.In(CultureInfo.CurrentUICulture.Name) ?? hit.State, hit.CustomerId == me.Id ? null : hit.Customer));
        }
        return page with { Hits = hits, Rows = rows.ToImmutable() };
    }
}
