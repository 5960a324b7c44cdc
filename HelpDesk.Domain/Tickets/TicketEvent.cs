using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>What can happen to a ticket.</summary>
public enum EventKind
{
    Filed,
    StepTaken,
    MessageAdded,
    NoteAdded,
    FieldsChanged,
    TimerFired,
    SurveyAnswered,
    SurveyNotRepeated,

    /// <summary>People are asked to consent to an approval, its subject.</summary>
    ApprovalAsked,

    /// <summary>Somebody consented to an approval, its subject, or denied it.</summary>
    ApprovalDecided,

    /// <summary>The time for an approval, its subject, was over.</summary>
    ApprovalLapsed,

    /// <summary>The workflow started a linked ticket.</summary>
    LinkedStarted,

    /// <summary>A linked ticket that this one started was closed.</summary>
    LinkedClosed,

    /// <summary>A linked ticket of a workflow, its subject, was not started: the chain would be too long.</summary>
    NotLinked,

    /// <summary>Somebody gave a timer of the stay another time.</summary>
    TimerPostponed,

    /// <summary>Somebody decided that a timer of the stay never fires.</summary>
    TimerSkipped,

    /// <summary>A mail came in that says something but moves nothing: an automatic answer, a receipt.</summary>
    MailNoted,

    /// <summary>A mail waits until staff say that its sender may speak on this ticket.</summary>
    MailHeld,

    /// <summary>Staff said that the sender of a mail is who they claim to be.</summary>
    SenderAccepted,

    /// <summary>A letter to the customer, its subject, was not sent, so that no two machines write to each other.</summary>
    MailWithheld,

    /// <summary>It came from another version of its workflow, whose number is its subject, from state to state.</summary>
    Migrated,

    /// <summary>Somebody, the person concerned, follows it from now on.</summary>
    FollowerAdded,

    /// <summary>Somebody, the person concerned, follows it no longer.</summary>
    FollowerRemoved,

    /// <summary>Whoever wrote a message took it back before its mail left.</summary>
    MessageWithdrawn,

    /// <summary>Staff said that it is spam.</summary>
    MarkedSpam,

    /// <summary>Staff said that it is no spam after all.</summary>
    UnmarkedSpam,
}

/// <summary>The particulars of an event; which are set follows from the kind.</summary>
internal sealed record Happening(EventKind Kind)
{
    public string? Step { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Timer { get; init; }
    public int? Occurrence { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public MessageId? Message { get; init; }
    public IncomingMailId? Mail { get; init; }
    public int? Score { get; init; }
    public string? Subject { get; init; }
    public bool? Granted { get; init; }
    public TicketId? Linked { get; init; }
    public PersonId? Person { get; init; }
    public ImmutableSortedDictionary<string, FieldValue> Changes { get; init; } = ImmutableSortedDictionary<string, FieldValue>.Empty;
    public ImmutableArray<Effect> Effects { get; init; } = [];
}

/// <summary>
/// One thing that happened to a ticket: timeline, audit and process log. Append-only. It holds ids and hashes,
/// never a message, name or address, so that a person can be erased and the log stays as it is.
/// </summary>
public sealed class TicketEvent
{
    private TicketEvent() { }

    internal TicketEvent(Ticket ticket, int sequence, Happening what, Act act)
    {
        (TicketId, Sequence, Kind) = (ticket.Id, sequence, what.Kind);
        (At, By, As, Command, WorkflowVersionId, Entry) = (act.At, act.By, act.As, act.Command, act.Workflow.Id, ticket.Entry);
        (Step, From, To, Timer, Occurrence, Message, Score) = (what.Step, what.From, what.To, what.Timer, what.Occurrence, what.Message, what.Score);
        (Subject, Granted, Linked, DueAt, Mail, Person) = (what.Subject, what.Granted, what.Linked, what.DueAt, what.Mail ?? act.Mail?.Id, what.Person);
        Changes = what.Changes.ToImmutableSortedDictionary(c => c.Key, c => Impersonal(c.Key, c.Value, act.Workflow.Compiled));
        Effects = what.Effects;
    }

    public TicketId TicketId { get; private set; }

    /// <summary>1, 2, 3 … within the ticket.</summary>
    public int Sequence { get; private set; }

    public EventKind Kind { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Who, or null for the system.</summary>
    public PersonId? By { get; private set; }

    /// <summary>In which roles.</summary>
    public Roles As { get; private set; }

    public CommandId Command { get; private set; }

    /// <summary>The version of the workflow that decided.</summary>
    public WorkflowVersionId WorkflowVersionId { get; private set; }

    /// <summary>The number of the stay in which the ticket is after it.</summary>
    public int Entry { get; private set; }

    public string? Step { get; private set; }
    public string? From { get; private set; }
    public string? To { get; private set; }
    public string? Timer { get; private set; }
    public int? Occurrence { get; private set; }

    /// <summary>To when a timer was postponed.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public MessageId? Message { get; private set; }

    /// <summary>The mail that it came with, or is about.</summary>
    public IncomingMailId? Mail { get; private set; }

    public int? Score { get; private set; }

    /// <summary>What it is about: an approval, a workflow, or the schedule that filed the ticket.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether somebody consented.</summary>
    public bool? Granted { get; private set; }

    /// <summary>The other ticket: the one that started this, or one that this one started.</summary>
    public TicketId? Linked { get; private set; }

    /// <summary>The person concerned, where that is not who did it: a follower.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>Fields that changed, with their new values; texts are kept as a hash only.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Changes { get; private set; } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    /// <summary>The hash over it and the event before it (<see cref="EventChain"/>); null in a ticket from before there was a chain, until that is chained.</summary>
    public byte[]? Hash { get; private set; }

    /// <summary>What follows; turned into outbox rows in the same transaction, whose ids follow from this event and the index.</summary>
    [NotMapped]
    public ImmutableArray<Effect> Effects { get; internal set; } = [];

    /// <summary>Takes its place behind the event with this hash.</summary>
    internal byte[] ChainTo(byte[]? previous) => Hash = EventChain.HashOf(this, previous);

    private static FieldValue Impersonal(string field, FieldValue value, CompiledWorkflow workflow)
    {
        var isText = workflow.Field(field)?.Type is FieldType.Text or FieldType.LongText && field is not (BuiltInFields.Assignee or BuiltInFields.Team);
        return isText && value.Text is { } text ? FieldValue.Of("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))) : value;
    }
}

internal sealed class TicketEventMapping : IEntityTypeConfiguration<TicketEvent>
{
    public void Configure(EntityTypeBuilder<TicketEvent> happened)
    {
        happened.HasKey(e => new { e.TicketId, e.Sequence });
        happened.Property(e => e.Step).HasMaxLength(64);
        happened.HasIndex(e => new { e.WorkflowVersionId, e.Step, e.At }).HasFilter("\"Step\" IS NOT NULL");
        happened.Property(e => e.From).HasMaxLength(64);
        happened.Property(e => e.To).HasMaxLength(64);
        happened.Property(e => e.Timer).HasMaxLength(64);
        happened.Property(e => e.Subject).HasMaxLength(200);
    }
}
