using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

// What became of its timers.
public sealed partial class TimelineWords
{
    private EntryItem Fired(TicketEvent happened, string state, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId];
        var (name, repeat) = Timer(happened, state, workflow);
        var what = (happened.By, repeat > 1) switch
        {
            (null, false) => words.Html("The timer {0} came due", name),
            (null, true) => words.Html("The timer {0} came due ({1} of {2})", name, happened.Occurrence ?? 1, repeat),
            ({ } by, false) => words.Html("The timer {0} was brought forward by {1}", name, Strong(Name(by, source))),
            ({ } by, true) => words.Html("The timer {0} was brought forward by {1} ({2} of {3})", name, Strong(Name(by, source)), happened.Occurrence ?? 1, repeat),
        };
        if (!happened.Changes.IsEmpty) what = words.Html("{0}: {1}", what, Changes(happened, source));
        return Entry(happened, "alarm-clock", null, what, Rule(workflow, happened.Timer));
    }

    /// <summary>Somebody postponed it or skipped it; why is the note that follows.</summary>
    private EntryItem Put(TicketEvent happened, string state, TimelineSource source)
    {
        var (who, (name, repeat)) = (Strong(Name(happened.By, source)), Timer(happened, state, source.Workflows[happened.WorkflowVersionId]));
        var what = (happened.DueAt, repeat > 1) switch
        {
            ({ } to, false) => words.Html("{0} postponed the timer {1} to {2}", who, name, zone.Words(to)),
            ({ } to, true) => words.Html("{0} postponed the timer {1} ({2} of {3}) to {4}", who, name, happened.Occurrence ?? 1, repeat, zone.Words(to)),
            (null, false) => words.Html("{0} skipped the timer {1}: it does not come due", who, name),
            (null, true) => words.Html("{0} skipped the timer {1} ({2} of {3}): it does not come due", who, name, happened.Occurrence ?? 1, repeat),
        };
        return Entry(happened, happened.DueAt is null ? "circle-slash" : "clock", null, what);
    }

    private (HtmlFormattableString Name, int Repeat) Timer(TicketEvent happened, string state, PublishedWorkflow workflow)
    {
        var timer = workflow.Compiled.State(state)?.Timers.FirstOrDefault(t => t.Key == happened.Timer);
        return (Strong(timer is null ? happened.Timer ?? "" : timers.Name(timer, workflow.Compiled)), timer?.Repeat ?? 1);
    }
}
