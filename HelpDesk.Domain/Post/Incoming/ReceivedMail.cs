using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>Who, or what, wrote a mail.</summary>
public enum MailKind
{
    /// <summary>A person, as far as anybody can tell.</summary>
    Personal,

    /// <summary>It came through a list: perhaps a person's words, and never answered by a machine.</summary>
    Listed,

    /// <summary>A program, of its own accord: an alarm, another desk. It may be a request, is nobody's answer, and is never answered by a machine.</summary>
    Generated,

    /// <summary>A program, in answer to a mail: an out-of-office note, a receipt. It is never a request, nor anybody's answer.</summary>
    AutoReply,
}

/// <summary>What a mail says, as far as tickets need it. Nothing in it is believed but what <see cref="Tokens"/> and <see cref="Vouched"/> show.</summary>
public sealed record ReceivedMail
{
    public required string FromName { get; init; }
    public required string FromAddress { get; init; }
    public required string Subject { get; init; }

    /// <summary>What its author wrote anew, without quotes and signature; the whole mail where that is nothing.</summary>
    public required string Body { get; init; }

    public ImmutableArray<StoredFile> Files { get; init; } = [];
    public MailKind Kind { get; init; }

    /// <summary>By which sign its kind was known, in words.</summary>
    public string? KindBecause { get; init; }

    /// <summary>What looks like our tokens in the addresses it was sent to and in the mails that it answers.</summary>
    public ImmutableArray<ReplyToken> Tokens { get; init; } = [];

    /// <summary>The number of a ticket that its subject names, as in “Re: … [#1042]”.</summary>
    public long? NamedTicket { get; init; }

    /// <summary>What the mailbox's own server found for the sender's address, in words; null where it vouches for nothing.</summary>
    public string? Vouched { get; init; }

    /// <summary>Who else it went to, as one line.</summary>
    public string? Copies { get; init; }

    /// <summary>Its Message-ID, without brackets: what answers refer to. Never a key: anybody can write any.</summary>
    public string? MailMessageId { get; init; }
}
