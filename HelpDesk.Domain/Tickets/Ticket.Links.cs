using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// The ticket that started it, and those that it started.
public sealed partial class Ticket
{
    /// <summary>So many linked tickets may stand above one another: two workflows that start each other come to an end.</summary>
    public const int DeepestLink = 8;

    /// <summary>A linked ticket that this one started was closed.</summary>
    public Decision HearOfClosing(Ticket linked, Act act)
    {
        Record(new(EventKind.LinkedClosed) { Linked = linked.Id }, act);
        var decision = Decide(new Command.Happened(act.As, act.At, new(TriggerKind.CaseClosed)), act);
        if (decision is not Decision.Refused) Apply(decision, act);
        return decision;
    }

    internal void NoteLinked(Ticket started, Act act) => Record(new(EventKind.LinkedStarted) { Linked = started.Id }, act);

    /// <summary>Says in the timeline that a linked ticket was not started, because the chain would be too long.</summary>
    internal void NoteNotLinked(string workflow, Act act) => Record(new(EventKind.NotLinked) { Subject = workflow }, act);

    /// <summary>From now on its customer sees it: somebody has a word for them.</summary>
    internal void Show() => IsHidden = false;
}
