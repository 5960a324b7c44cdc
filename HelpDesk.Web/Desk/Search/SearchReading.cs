using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Desk.Queue;

namespace HelpDesk.Web.Desk.Search;

/// <summary>Reads the search page, in seven queries whatever is found.</summary>
public sealed class SearchReading(HelpDeskDb db, TicketSearch search, WorkflowLibrary library)
{
    public async Task<SearchPage> LoadAsync(SearchAddress address, Caller me, CancellationToken ct)
    {
        var (query, fault) = string.IsNullOrWhiteSpace(address.Q) ? (null, null) : SearchQuery.Read(address.Q);
        var page = new SearchPage(address, query, fault, null, [], await FilterOptions.TeamsAsync(db, me, ct), await FilterOptions.AgentsAsync(db, ct));
        if (query is null) return page;
        var scope = await SearchScope.AtDeskAsync(db, me, address.Filter(me), ct);
        var hits = await search.FindAsync(query, scope, me, SearchPlace.Read(address.After), ct);
        var rows = ImmutableArray.CreateBuilder<SearchRow>(hits.Shown.Length);
        // Versions are read once and kept, so this asks the database nothing.
        foreach (var hit in hits.Shown) rows.Add(new(hit, (await library.GetAsync(db, hit.Version, ct)).Compiled.State(hit.State)?.Name.Shown() ?? hit.State));
        return page with { Hits = hits, Rows = rows.ToImmutable() };
    }
}
