using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// What people do with the timers ahead. The reason becomes a note of the same command: an event holds nobody's words,
// and a timer that is postponed twice has two reasons.
public sealed partial class Ticket
{
    /// <summary>A person gives a timer of the present stay another time. Its other occurrences stay as they are.</summary>
    public Decision Postpone(TicketTimer timer, DateTimeOffset to, string reason, Act act)
    {
        timer.Postpone(to);
        return Explained(EventKind.TimerPostponed, timer, reason, act, to);
    }

    /// <summary>A person decides that a timer of the present stay never fires. Its other occurrences stay as they are.</summary>
    public Decision Skip(TicketTimer timer, string reason, Act act)
    {
        timer.Skip(act.At);
        return Explained(EventKind.TimerSkipped, timer, reason, act);
    }

    private Decision.Stayed Explained(EventKind kind, TicketTimer timer, string reason, Act act, DateTimeOffset? to = null)
    {
        Record(new(kind) { Timer = timer.Key, Occurrence = timer.Occurrence, DueAt = to }, act);
        Note(reason, [], act);
        return Decision.Stayed.Nothing;
    }
}
