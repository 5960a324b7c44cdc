using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Somebody who could take the ticket, or a team that could get it.</summary>
public sealed record Choosable(string Value, string Name);

/// <summary>A timer of the present stay.</summary>
/// <param name="Does">A sentence for each thing that it will do.</param>
public sealed record TimerAhead(TimerId Id, string Key, string Icon, DateTimeOffset DueAt, int Occurrence, int Repeat, ImmutableArray<string> Does)
{
    /// <summary>Whether somebody has given it another time than the workflow.</summary>
    public bool IsPostponed { get; init; }

    public string Postponing => PostponingOf(Id);
    public string Skipping => SkippingOf(Id);

    /// <summary>The forms of the page in which it is postponed, and skipped.</summary>
    public static string PostponingOf(TimerId id) => $"postponing-{id}";

    public static string SkippingOf(TimerId id) => $"skipping-{id}";
}

/// <summary>Another ticket of the same customer.</summary>
public sealed record RelatedTicket(long Number, string Subject, Phase Phase, string StateName, DateTimeOffset ChangedAt);

/// <summary>The customer's rating.</summary>
public sealed record SurveyFact(DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, int? Score, string? Comment);

/// <summary>A field of the workflow's own.</summary>
/// <param name="IsMine">Whether this reader may set it without a step.</param>
public sealed record FieldFact(FieldDefinition Field, FieldValue Value, bool IsMine);

/// <summary>Somebody who follows the ticket, or could be asked to.</summary>
public sealed record FollowerFact(PersonId Id, string Name, string Address, bool Follows, bool IsStaff);

/// <summary>A reply that can still be taken back.</summary>
/// <param name="Seconds">For how long.</param>
public sealed record UndoOffer(MessageId Message, int Seconds);

/// <summary>The ticket page: the conversation, and beside it everything else.</summary>
public sealed record TicketPage(Ticket Ticket, PublishedWorkflow Workflow, Caller Me)
{
    public required string Customer { get; init; }
    public required string CustomerEmail { get; init; }

    /// <summary>Since when mails to the customer come back for good.</summary>
    public DateTimeOffset? UndeliverableSince { get; init; }

    public string? Organisation { get; init; }
    public required string Team { get; init; }
    public string? Assignee { get; init; }
    public required ImmutableArray<TimelineItem> Timeline { get; init; }

    /// <summary>Whether older entries are left out.</summary>
    public bool HasOlder { get; init; }

    public required Offers Offers { get; init; }
    public required ImmutableArray<Choosable> Agents { get; init; }
    public required ImmutableArray<Choosable> Teams { get; init; }
    public required ImmutableArray<FieldFact> Fields { get; init; }
    public required ImmutableArray<TimerAhead> Ahead { get; init; }
    public required ImmutableArray<ClockFact> Clocks { get; init; }
    public required ImmutableArray<RelatedTicket> Earlier { get; init; }
    public required ImmutableArray<RelatedTicket> FollowUps { get; init; }
    public RelatedTicket? FollowUpOf { get; init; }

    /// <summary>The ticket whose workflow started this one.</summary>
    public RelatedTicket? Parent { get; init; }

    /// <summary>The tickets that this one's workflow started.</summary>
    public required ImmutableArray<RelatedTicket> Linked { get; init; }

    public required ImmutableArray<ApprovalFact> Approvals { get; init; }
    public SurveyFact? Survey { get; init; }
    public required IHtmlContent Next { get; init; }

    /// <summary>Whether this reader may bring a timer forward.</summary>
    public bool MayFire { get; init; }

    /// <summary>Whether the ticket may wait for ever if the only timer ahead never fires: the desk has no step that leads out of the state.</summary>
    public bool HangsOnItsTimer => Ticket.Phase != Phase.Closed && Ahead.Length == 1
        && !Ticket.Steps(Workflow.Compiled, Roles.Agent | Roles.Manager).Any(offered => offered is { Available: true, Step.To: not null });

    public required ImmutableArray<FollowerFact> Followers { get; init; }
    public UndoOffer? Undo { get; init; }

    /// <summary>What this reader took back, to be mended and sent again.</summary>
    public string? Again { get; init; }

    /// <summary>The form that was refused, if this page answers one.</summary>
    public Typed? Typed { get; init; }

    public string Path => $"/desk/tickets/{Ticket.Number}";
    public string StateName => Workflow.Compiled.State(Ticket.State)?.Name.Shown() ?? Ticket.State;

    /// <summary>Agents write to customers; a manager who is no agent does so only by a step that names managers.</summary>
    public bool MayReply => Me.Is(PersonRoles.Agent) && !Ticket.IsSpam;

    public bool MayAssignToMe => Me.Is(PersonRoles.Agent) && Ticket.AssigneeId != Me.Id && Offers.Assign is not null;

    /// <summary>The newest message, where a link to the ticket leads.</summary>
    public int? LatestMessage => Timeline.OfType<MessageItem>().LastOrDefault()?.Sequence;

    public FieldValue ValueOf(string field) => Ticket.Snapshot().Fields.TryGetValue(field, out var value) ? value : FieldValue.None;

    public Typed? TypedInto(string panel) => Typed?.Panel == panel ? Typed : null;
}

/// <summary>One control of a step's form.</summary>
public sealed record RequirementControl(TicketPage Page, string Requirement, string Panel)
{
    public string Id => Typed.ControlOf(Panel, Requirement);

    /// <summary>Own fields are sent together; what every ticket has, by its name.</summary>
    public string Name => Requirements.OnlyByForm(Requirement) || (Panel == Typed.Fields && BuiltInFields.All.Any(f => f.Key == Requirement)) ? Requirement : $"fields[{Requirement}]";

    public Fault? Fault => Page.TypedInto(Panel)?.Faults.FirstOrDefault(fault => fault.Anchor == Id);

    /// <summary>What was typed, else what the ticket has.</summary>
    public string Value => Page.TypedInto(Panel) is { } typed ? typed.For(Requirement) ?? ""
        : Requirements.OnlyByForm(Requirement) ? "" : Page.ValueOf(Requirement).ToString();
}

/// <summary>A step's own small form.</summary>
public sealed record StepFormPart(TicketPage Page, StepDefinition Step)
{
    public string Panel => Typed.PanelOf(Step);
    public bool IsOpen => Page.TypedInto(Panel) is not null;
}
