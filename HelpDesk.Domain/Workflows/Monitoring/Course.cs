using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>Follows one ticket through its events and tells the book what is new in them.</summary>
/// <param name="book">Where it is counted.</param>
/// <param name="phases">The phase of a state under a version; null for one that the version does not have.</param>
/// <param name="counted">The number of the last event that was counted before.</param>
internal sealed class Course(TallyBook book, Func<WorkflowVersionId, string, Phase?> phases, int counted)
{
    private readonly HashSet<Edge> since = [];
    private readonly List<(DateTimeOffset At, WorkflowVersionId Version, string State)> stands = [];
    private (WorkflowVersionId Version, string State, DateTimeOffset Entered)? stay;
    private Phase? before, now;

    public void Follow(TicketEvent happened)
    {
        var isNew = happened.Sequence > counted;
        switch (happened.Kind)
        {
            case EventKind.StepTaken:
                Take(happened, isNew);
                break;
            case EventKind.Migrated when stay is { } old && happened.To is { } to:
                // Its stay goes on: only where it is counted as standing changes.
                if (isNew) book.Move(old.Version, old.State, happened.WorkflowVersionId, to);
                Stand(happened, to, old.Entered);
                now = phases(happened.WorkflowVersionId, to);
                break;
            case EventKind.SurveyAnswered when happened.Score is { } stars:
                if (isNew)
                    foreach (var edge in since) book.Step(happened.WorkflowVersionId, DayOf(happened.At), edge).Rate(stars);
                since.Clear();
                break;
        }
    }

    /// <summary>Where the ticket stood at an instant; before it was filed, where it began.</summary>
    public (WorkflowVersionId Version, string State) At(DateTimeOffset instant)
    {
        var stood = stands[Math.Max(0, stands.FindLastIndex(one => one.At <= instant))];
        return (stood.Version, stood.State);
    }

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private void Take(TicketEvent happened, bool isNew)
    {
        var edge = new Edge(happened.From ?? StepTally.NoState, happened.Step ?? "", happened.To ?? StepTally.NoState);
        var (version, day) = (happened.WorkflowVersionId, DayOf(happened.At));
        var isReturn = false;
        if (happened.To is { } to)
        {
            var next = phases(version, to);
            isReturn = before == Phase.Assigned && now == Phase.Pending && next == Phase.Assigned;
            if (isNew && stay is { } ended)
            {
                book.Stay(version, day, ended.State).Leave(happened.At - ended.Entered);
                book.Move(ended.Version, ended.State, version, to);
            }
            else if (isNew) book.Enter(version, to);
            Stand(happened, to, happened.At);
            if (next != now) (before, now) = (now, next);
        }
        if (isNew) book.Step(version, day, edge).Take(isReturn);
        since.Add(edge);
    }

    private void Stand(TicketEvent happened, string state, DateTimeOffset entered)
    {
        stay = (happened.WorkflowVersionId, state, entered);
        stands.Add((happened.At, happened.WorkflowVersionId, state));
    }
}
