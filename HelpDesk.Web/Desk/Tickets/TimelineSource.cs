using System.Collections.Frozen;
using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>A message as the timeline needs it.</summary>
public sealed record MessageRow(int Sequence, PersonId? Author, bool FromCustomer, bool IsInternal, string Body, DateTimeOffset At, ImmutableArray<AttachmentLink> Attachments)
{
    public MessageId Id { get; init; }
    public bool IsWithdrawn { get; init; }

    /// <summary>The mail that it came by.</summary>
    public IncomingMailId? Mail { get; init; }

    public bool IsUnverified { get; init; }
}

/// <summary>A mail that came in, as the timeline needs it.</summary>
/// <param name="From">Name and address, as it claims.</param>
public sealed record InMailRow(IncomingMailId Id, IncomingFate Fate, string From, string Subject, string? Copies, string? Because);

/// <summary>A mail as the timeline needs it.</summary>
public sealed record MailRow(int Sequence, string Letter, string To, MailFate Fate, DateTimeOffset DueAt, DateTimeOffset? SentAt, string? LastError, int Attempts);

/// <summary>All that the timeline is told from.</summary>
/// <param name="Events">Oldest first.</param>
public sealed record TimelineSource(
    Ticket Ticket,
    string Customer,
    IReadOnlyList<TicketEvent> Events,
    IReadOnlyDictionary<int, MessageRow> Messages,
    ILookup<int, MailRow> Mails,
    IReadOnlyDictionary<PersonId, string> People,
    IReadOnlyDictionary<string, string> Teams,
    FrozenDictionary<WorkflowVersionId, PublishedWorkflow> Workflows)
{
    /// <summary>With what people said who were asked for their consent.</summary>
    public IReadOnlyList<TicketApproval> Approvals { get; init; } = [];

    /// <summary>The mails that came in and are on the ticket.</summary>
    public IReadOnlyDictionary<IncomingMailId, InMailRow> Inbox { get; init; } = FrozenDictionary<IncomingMailId, InMailRow>.Empty;

    /// <summary>Number and subject of the tickets that events speak of, where the reader sees them.</summary>
    public IReadOnlyDictionary<TicketId, (long Number, string Subject)> Others { get; init; } = FrozenDictionary<TicketId, (long, string)>.Empty;
}
