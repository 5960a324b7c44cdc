using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>One thing in the timeline, by the number of the event that it comes from.</summary>
public abstract record TimelineItem(int Sequence, DateTimeOffset At);

/// <summary>Somebody's words.</summary>
public sealed record MessageItem(
    int Sequence, DateTimeOffset At, string Author, string Remark, bool FromCustomer, bool IsNote, string Body, ImmutableArray<AttachmentLink> Attachments) : TimelineItem(Sequence, At)
{
    /// <summary>What became of the mails that carry it.</summary>
    public ImmutableArray<IHtmlContent> Mails { get; init; } = [];

    /// <summary>Taken back before it left.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>The mail that it came by.</summary>
    public InMailRow? Incoming { get; init; }

    /// <summary>Whether nobody vouched for its sender's address.</summary>
    public bool IsUnverified { get; init; }
}

/// <summary>A mail that waits until staff say that its sender may speak here.</summary>
public sealed record HeldItem(int Sequence, DateTimeOffset At, InMailRow Mail) : TimelineItem(Sequence, At);

/// <summary>What happened, in a line: who, what, and why.</summary>
/// <param name="Why">The rule that made it, where no person did.</param>
public sealed record EntryItem(int Sequence, DateTimeOffset At, string Icon, Phase? Phase, IHtmlContent Words, string? Why = null) : TimelineItem(Sequence, At);

public sealed record AttachmentLink(AttachmentId Id, string Name, long Size);
