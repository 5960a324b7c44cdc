using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Search;
using HelpDesk.Web.Desk.Queue;
using Microsoft.AspNetCore.Http.Extensions;
using InWorkflow = HelpDesk.Workflow.Phase;

namespace HelpDesk.Web.Desk.Search;

/// <summary>The search page's address: what is looked for, what narrows it, and where the page begins.</summary>
public sealed record SearchAddress(string? Q, string? Phase, string? Team, string? Assignee, string? After)
{
    /// <summary>In place of a phase: tickets that staff put away as spam, which nothing else shows.</summary>
    public const string Spam = "spam";

    public bool IsNarrowed => this is { Phase.Length: > 0 } or { Team.Length: > 0 } or { Assignee.Length: > 0 };

    /// <summary>What narrows the search. What cannot be read as a filter finds nothing.</summary>
    public SearchFilter Filter(Caller me) => new()
    {
        Phase = Phase is { Length: > 0 } and not Spam ? Enum.TryParse<InWorkflow>(Phase, ignoreCase: true, out var phase) ? phase : (InWorkflow)(-1) : null,
        IsSpam = Phase == Spam,
        Team = Team is { Length: > 0 } ? Guid.TryParse(Team, out var team) ? TeamId.From(team) : default : null,
        IsUnassigned = Assignee == QueueFilter.Nobody,
        Assignee = Assignee switch
        {
            null or "" or QueueFilter.Nobody => null,
            QueueFilter.Me => me.Id,
            _ => Guid.TryParse(Assignee, out var person) ? PersonId.From(person) : default(PersonId),
        },
    };

    /// <summary>The address of the next page of the same search.</summary>
    public string Page(SearchPlace next)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("q", Q), ("phase", Phase), ("team", Team), ("assignee", Assignee) })
            if (value is { Length: > 0 }) query.Add(key, value);
        query.Add("after", next.ToString());
        return "/desk/search" + query;
    }
}
