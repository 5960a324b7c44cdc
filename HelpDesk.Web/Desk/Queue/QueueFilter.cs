using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Http.Extensions;
using InWorkflow = HelpDesk.Workflow.Phase;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>The queue's address: a view, what narrows it, and where the page begins.</summary>
public sealed record QueueFilter(string? View, string? State, string? Priority, string? Team, string? Assignee, string? After, string? Before, string? Q, string? Phase = null, string? Kind = null)
{
    public const string Mine = "mine";
    public const string Unassigned = "unassigned";
    public const string Waiting = "waiting";
    public const string Overdue = "overdue";
    public const string Resolved = "resolved";
    public const string Consent = "consent";
    public const string Spam = "spam";
    public const string All = "all";

    public const string Me = "me";
    public const string Nobody = "nobody";

    /// <summary>The beginning of a view, not narrowed.</summary>
    public static QueueFilter OfView(string view) => new(view, null, null, null, null, null, null, null);

    public string KnownView => View is Mine or Unassigned or Waiting or Overdue or Resolved or Consent or Spam ? View : All;

    public bool IsNarrowed => !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Phase) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Priority) || !string.IsNullOrEmpty(Team) || !string.IsNullOrEmpty(Assignee);

    /// <summary>The tickets of this view, narrowed. What cannot be read as a filter finds nothing.</summary>
    public IQueryable<Ticket> Of(HelpDeskDb db, Caller caller, DateTimeOffset now)
    {
        var me = caller.Id;
        var visible = db.VisibleAtDesk(caller);
        var tickets = KnownView == Spam ? visible.Spam() : InView(db, visible.NotSpam(), caller, now);
        if (State is { Length: > 0 }) tickets = tickets.Where(t => t.State == State);
        if (Phase is { Length: > 0 }) tickets = InPhase(tickets, Enum.TryParse<InWorkflow>(Phase, ignoreCase: true, out var phase) ? phase : (InWorkflow)(-1));
        if (Kind is { Length: > 0 }) tickets = tickets.Where(t => db.WorkflowVersions.Any(v => v.Id == t.WorkflowVersionId && v.Workflow == Kind));
        if (Priority is { Length: > 0 }) tickets = tickets.Where(t => t.Priority == Priority);
        if (Team is { Length: > 0 }) tickets = InTeam(tickets, Guid.TryParse(Team, out var id) ? TeamId.From(id) : default);
        return Assignee switch
        {
            null or "" => tickets,
            Me => tickets.AssignedTo(me),
            Nobody => tickets.Where(t => t.AssigneeId == null),
            _ => tickets.AssignedTo(Guid.TryParse(Assignee, out var id) ? PersonId.From(id) : default),
        };
    }

    /// <summary>The address of another page of the same list.</summary>
    public string Page(string direction, Cursor cursor)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("view", View), ("state", State), ("phase", Phase), ("kind", Kind), ("priority", Priority), ("team", Team), ("assignee", Assignee) })
            if (value is { Length: > 0 }) query.Add(key, value);
        query.Add(direction, cursor.ToString());
        return "/desk" + query;
    }

    private static IQueryable<Ticket> InPhase(IQueryable<Ticket> tickets, InWorkflow phase) => tickets.Where(t => t.Phase == phase);

    private static IQueryable<Ticket> InTeam(IQueryable<Ticket> tickets, TeamId team) => tickets.Where(t => t.TeamId == team);

    private IQueryable<Ticket> InView(HelpDeskDb db, IQueryable<Ticket> visible, Caller me, DateTimeOffset now) => KnownView switch
    {
        Mine => visible.AssignedTo(me.Id).Unresolved(),
        Consent => visible.AwaitingAnswerOf(db, me.Id, me.AtDesk()),
        Unassigned => visible.Unassigned(),
        Waiting => visible.Waiting(),
        Overdue => visible.Overdue(now),
        Resolved => visible.Where(t => t.Phase == InWorkflow.Resolved),
        // Who asks for a state or a phase by name gets it, also a resolved or closed one.
        _ => State is { Length: > 0 } || Phase is { Length: > 0 } ? visible : visible.Unresolved(),
    };
}
