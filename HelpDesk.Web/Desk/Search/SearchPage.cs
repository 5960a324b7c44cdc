using System.Collections.Immutable;
using HelpDesk.Domain.Search;
using HelpDesk.Web.Desk.Queue;

namespace HelpDesk.Web.Desk.Search;

/// <summary>The search page.</summary>
/// <param name="Query">What was read of what somebody typed; null when they typed nothing, or something with a fault.</param>
public sealed record SearchPage(SearchAddress Address, SearchQuery? Query, SearchFault? Fault, Hits? Hits, ImmutableArray<SearchRow> Rows, ImmutableArray<FilterOption> Teams, ImmutableArray<FilterOption> Agents)
{
    public bool IsFirst => string.IsNullOrEmpty(Address.After);
}

/// <summary>One ticket that was found, with the state's name in the version that it is pinned to.</summary>
public sealed record SearchRow(Hit Hit, string StateName);
