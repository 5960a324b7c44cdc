using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Tells a ticket's events as one timeline: who did what, when and why.</summary>
public sealed partial class TimelineWords(Words words, ReasonSentences fields, TimerWords timers, MailWords mails, ReaderZone zone)
{
    public ImmutableArray<TimelineItem> Tell(TimelineSource source)
    {
        var items = ImmutableArray.CreateBuilder<TimelineItem>();
        var states = StatesDuring(source);
        for (var i = 0; i < source.Events.Count; i++)
        {
            var happened = source.Events[i];
            var ofEvent = source.Mails[happened.Sequence].ToList();
            if (source.Messages.TryGetValue(happened.Sequence, out var message))
                items.Add(ByMail(Said(message, source), message, source) with { Mails = mails.Carrying(ofEvent) });
            // That it was filed is told by the first message, which says by whom and how; without one nobody wrote anything.
            else if (happened is not { Kind: EventKind.Filed, Sequence: > 1 })
                items.Add(Told(happened, i, states[i], source));
            items.AddRange(mails.Others(happened, ofEvent));
        }
        return items.ToImmutable();
    }

    /// <summary>Where the ticket stood before each event: only steps and migrations say it, so it is read backwards from where it stands now.</summary>
    private static string[] StatesDuring(TimelineSource source)
    {
        var (states, state) = (new string[source.Events.Count], source.Ticket.State);
        for (var i = source.Events.Count - 1; i >= 0; i--)
        {
            if (source.Events[i] is { Kind: EventKind.StepTaken or EventKind.Migrated, To: not null } step) state = step.From ?? "";
            states[i] = state;
        }
        return states;
    }

    private MessageItem Said(MessageRow message, TimelineSource source)
    {
        var author = Name(message.Author, source);
        var remark = message switch
        {
            { IsInternal: true } => words["Note: only the desk sees it"],
            { FromCustomer: true, Sequence: 1 } or { Author: null, Sequence: 1 } => ChannelWords(source.Ticket.Channel),
            { FromCustomer: true, Mail: not null } => words["by mail"],
            { FromCustomer: true } => "",
            { Sequence: 1 } => words["wrote it down for {0}, by phone", source.Customer],
            _ => words["to {0}", source.Customer],
        };
        return new(message.Sequence, message.At, author, message.IsWithdrawn ? words["taken back: the customer does not see it"] : remark, message.FromCustomer, message.IsInternal, message.Body, message.Attachments) { IsWithdrawn = message.IsWithdrawn };
    }

    private string ChannelWords(Channel channel) => channel switch
    {
        Channel.Portal => words["in the portal"],
        Channel.Phone => words["by phone"],
        Channel.Mail => words["by mail"],
        Channel.Api => words["by a program"],
        Channel.Linked => words["by a workflow"],
        Channel.Schedule => words["by a schedule"],
        _ => throw new InvalidOperationException($"No words for {channel}."),
    };

    private TimelineItem Told(TicketEvent happened, int index, string state, TimelineSource source) => happened.Kind switch
    {
        EventKind.MailNoted or EventKind.MailHeld or EventKind.SenderAccepted or EventKind.MailWithheld => Mailed(happened, source),
        EventKind.StepTaken => Step(happened, index, source),
        EventKind.FieldsChanged => Entry(happened, "tag", null, words.Html("{0} changed it: {1}", Strong(Name(happened.By, source)), Changes(happened, source))),
        EventKind.TimerFired => Fired(happened, state, source),
        EventKind.TimerPostponed or EventKind.TimerSkipped => Put(happened, state, source),
        EventKind.Migrated => Migrated(happened, source),
        EventKind.SurveyAnswered => Entry(happened, "star", null, words.Html("{0} rated it {1} of 5", Strong(source.Customer), happened.Score ?? 0)),
        EventKind.SurveyNotRepeated => Entry(happened, "info", null, words.Html("No second survey: this solution is rated already")),
        // A message whose row is gone (erased) leaves its place.
        EventKind.MessageAdded => Entry(happened, "mail", null, words.Html("{0} wrote", Strong(Name(happened.By, source)))),
        EventKind.NoteAdded => Entry(happened, "sticky-note", null, words.Html("{0} wrote a note", Strong(Name(happened.By, source)))),
        EventKind.MessageWithdrawn => Entry(happened, "rotate-ccw", null, words.Html("{0} took a reply back before it left", Strong(Name(happened.By, source)))),
        EventKind.FollowerAdded => Entry(happened, "user-plus", null, words.Html("{0} made {1} a follower", Strong(Name(happened.By, source)), Strong(Name(happened.Person, source)))),
        EventKind.FollowerRemoved when happened.By == happened.Person => Entry(happened, "user", null, words.Html("{0} follows it no longer", Strong(Name(happened.Person, source)))),
        EventKind.FollowerRemoved => Entry(happened, "user", null, words.Html("{0} removed {1} from the followers", Strong(Name(happened.By, source)), Strong(Name(happened.Person, source)))),
        EventKind.ApprovalAsked or EventKind.ApprovalDecided or EventKind.ApprovalLapsed => Consent(happened, source),
        EventKind.MarkedSpam => Entry(happened, "ban", null, words.Html("{0} marked it as spam", Strong(Name(happened.By, source)))),
        EventKind.UnmarkedSpam => Entry(happened, "rotate-ccw", null, words.Html("{0} said that it is no spam", Strong(Name(happened.By, source)))),
        EventKind.Filed or EventKind.LinkedStarted or EventKind.LinkedClosed or EventKind.NotLinked => Linked(happened, source),
        _ => throw new InvalidOperationException($"No words for {happened.Kind}."),
    };

    private EntryItem Step(TicketEvent happened, int index, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId];
        var step = workflow.Compiled.Step(happened.Step ?? "");
        var name = Strong(step?.Name.Shown() ?? happened.Step ?? "");
        var to = happened.To is { } key ? workflow.Compiled.State(key) : null;
        // Between the two states stands what a person took by hand, or what took it by itself.
        var cause = step?.On.IsEmpty ?? true ? null : Cause(index, source);
        var what = (happened.From, to) switch
        {
            (_, null) => cause is null ? words.Html("{0}: {1}", Strong(Name(happened.By, source)), name) : words.Html("{0} took the step {1}", cause, name),
            (null, _) => words.Html("It began as {0}", Strong(to.Name.Shown())),
            ({ } from, _) when cause is null => words.Html("{0}: {1}, {2} → {3}", Strong(Name(happened.By, source)), name, StateName(from, workflow), StateName(to.Key, workflow)),
            ({ } from, _) => words.Html("{0} took the step {1}, {2} → {3}", cause, name, StateName(from, workflow), StateName(to.Key, workflow)),
        };
        var changes = ChangeWords(happened, source).ToList();
        if (changes.Count > 0) what = words.Html("{0} · {1}", what, string.Join(words[", "], changes));
        var icon = happened.Changes.ContainsKey(BuiltInFields.Assignee) ? "user-plus" : to is null ? "arrow-right" : Icons.Of(to.Phase);
        return Entry(happened, icon, to?.Phase, what, cause is null && happened.From is not null ? null : Rule(workflow));
    }

    /// <summary>What set off a step that nobody took by hand: the first event of the same command.</summary>
    private IHtmlContent Cause(int index, TimelineSource source)
    {
        var command = source.Events[index].Command;
        var first = source.Events.Take(index).FirstOrDefault(e => e.Command == command && e.Kind != EventKind.StepTaken);
        return first switch
        {
            { Kind: EventKind.TimerFired } => words.Html("The timer"),
            { Kind: EventKind.SurveyAnswered } => words.Html("The rating"),
            { Kind: EventKind.ApprovalDecided, Granted: true } => words.Html("The consent of {0}", Strong(Name(first.By, source))),
            { Kind: EventKind.ApprovalDecided } => words.Html("The refusal of {0}", Strong(Name(first.By, source))),
            { Kind: EventKind.ApprovalLapsed } => words.Html("The end of the time for consent"),
            { Kind: EventKind.LinkedClosed } => words.Html("The end of the linked ticket"),
            { Kind: EventKind.MessageAdded, As: Roles.Customer } => words.Html("The answer of {0}", Strong(source.Customer)),
            { Kind: EventKind.MessageAdded } => words.Html("The reply of {0}", Strong(Name(first.By, source))),
            { Kind: EventKind.FieldsChanged } => words.Html("The change by {0}", Strong(Name(first.By, source))),
            _ => words.Html("The workflow"),
        };
    }

    private string Changes(TicketEvent happened, TimelineSource source) => string.Join(words[", "], ChangeWords(happened, source));

    private IEnumerable<string> ChangeWords(TicketEvent happened, TimelineSource source)
    {
        var workflow = source.Workflows[happened.WorkflowVersionId].Compiled;
        foreach (var (key, value) in happened.Changes)
        {
            var name = fields.FieldName(key, workflow);
            if (key is BuiltInFields.Reopenings or BuiltInFields.Satisfaction) continue;
            yield return (key, value) switch
            {
                (BuiltInFields.Assignee, { IsEmpty: true }) => words["assigned to nobody"],
                (BuiltInFields.Assignee, _) => words["assigned to {0}", NameOf(value, source)],
                (BuiltInFields.Team, _) => words["given to {0}", source.Teams.GetValueOrDefault(value.ToString()) ?? words["another team"]],
                (_, { IsEmpty: true }) => words["{0} cleared", name],
                // Of what people typed the event holds a hash only.
                (_, { Text: not null }) when workflow.Field(key)?.Type is FieldType.Text or FieldType.LongText => words["{0} rewritten", name],
                (_, { Flag: true }) => words["{0}: yes", name],
                (_, { Flag: false }) => words["{0}: no", name],
                _ => words["{0}: {1}", name, fields.ValueName(key, value, workflow)],
            };
        }
    }

    private string Rule(PublishedWorkflow workflow, string? timer = null) => timer is null
        ? words["by {0}, version {1}", workflow.Definition.Name.Shown(), workflow.Number]
        : words["“{0}” of {1}, version {2}", timer, workflow.Definition.Name.Shown(), workflow.Number];

    private static string StateName(string key, PublishedWorkflow workflow) => workflow.Compiled.State(key)?.Name.Shown() ?? key;

    private string Name(PersonId? id, TimelineSource source) => id is { } person && source.People.TryGetValue(person, out var name) ? name : words["The system"];

    private string NameOf(FieldValue value, TimelineSource source) => Guid.TryParse(value.Text, out var id) ? Name(PersonId.From(id), source) : value.ToString();

    private static EntryItem Entry(TicketEvent happened, string icon, Phase? phase, IHtmlContent what, string? why = null) => new(happened.Sequence, happened.At, icon, phase, what, why);

    private static HtmlFormattableString Strong(string name) => new("<strong>{0}</strong>", name);
}
