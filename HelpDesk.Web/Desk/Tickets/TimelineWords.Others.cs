using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

// What others have to do with it: those whose consent it needs, and linked tickets.
public sealed partial class TimelineWords
{
    private EntryItem Consent(TicketEvent happened, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId];
        var name = Strong(ReasonSentences.ApprovalName(happened.Subject, workflow.Compiled));
        return happened switch
        {
            { Kind: EventKind.ApprovalAsked } => Entry(happened, "users", null, words.Html("Consent is asked for: {0}", name), Rule(workflow)),
            { Kind: EventKind.ApprovalLapsed } => Entry(happened, "alarm-clock", null, words.Html("The time for {0} is over: it counts as not agreed", name), Rule(workflow)),
            { Granted: true } => Entry(happened, "check", null, WithComment(words.Html("{0} agreed: {1}", Strong(Name(happened.By, source)), name), happened, source)),
            _ => Entry(happened, "x", null, WithComment(words.Html("{0} did not agree: {1}", Strong(Name(happened.By, source)), name), happened, source)),
        };
    }

    /// <summary>What they wrote stands with the approval: an event holds nobody's words.</summary>
    private IHtmlContent WithComment(IHtmlContent what, TicketEvent happened, TimelineSource source)
    {
        var comment = source.Approvals.Where(a => a.Key == happened.Subject).SelectMany(a => a.Approvers)
            .FirstOrDefault(a => a.PersonId == happened.By && a.DecidedAt == happened.At)?.Comment;
        return comment is null ? what : words.Html("{0} · “{1}”", what, comment);
    }

    private EntryItem Linked(TicketEvent happened, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId];
        return happened.Kind switch
        {
            EventKind.LinkedStarted => Entry(happened, "git-branch", null, words.Html("A linked ticket was started: {0}", Other(happened, source)), Rule(workflow)),
            EventKind.LinkedClosed => Entry(happened, "git-branch", Phase.Closed, words.Html("The linked ticket is closed: {0}", Other(happened, source))),
            EventKind.NotLinked => Entry(happened, "triangle-alert", null, words.Html("No linked ticket of the workflow {0} was started: it does not start such tickets, or too many are linked already", Strong(happened.Subject ?? "")), Rule(workflow)),
            _ when happened.Linked is null => Entry(happened, "alarm-clock", Phase.Open, words.Html("The schedule {0} filed it", Strong(happened.Subject ?? "")), Rule(workflow)),
            _ => Entry(happened, "git-branch", Phase.Open, words.Html("It was started by {0}", Other(happened, source))),
        };
    }

    /// <summary>It came to another version: from and to as both versions call it, and what the change was for.</summary>
    private EntryItem Migrated(TicketEvent happened, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId];
        var what = happened.From == happened.To
            ? words.Html("{0} brought it from version {1} of {2} to version {3}", Strong(Name(happened.By, source)), happened.Subject ?? "", Strong(workflow.Definition.Name.Shown()), workflow.Number)
            : words.Html("{0} brought it from version {1} of {2} to version {3}, {4} → {5}", Strong(Name(happened.By, source)), happened.Subject ?? "", Strong(workflow.Definition.Name.Shown()), workflow.Number, OldName(happened, source), StateName(happened.To!, workflow));
        return Entry(happened, "git-branch", null, what, workflow.Reason);
    }

    /// <summary>The state's name in the version that decided before.</summary>
    private static string OldName(TicketEvent happened, TimelineSource source) =>
        source.Events.LastOrDefault(earlier => earlier.Sequence < happened.Sequence) is { } before ? StateName(happened.From!, source.Workflows[before.WorkflowVersionId]) : happened.From!;

    private HtmlFormattableString Other(TicketEvent happened, TimelineSource source) => happened.Linked is { } id && source.Others.TryGetValue(id, out var other)
        ? new HtmlFormattableString("<a href=\"/desk/tickets/{0}\">#{0} {1}</a>", other.Number, other.Subject)
        : new HtmlFormattableString("{0}", words["another ticket"]);
}
