using System.Collections.Immutable;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>What was read of a raw mail: nothing in it is verified, and nothing but the bounds is cleaned.</summary>
internal sealed record ReadMail
{
    /// <summary>Without brackets; null where there is none that can be referred to.</summary>
    public string? MessageId { get; init; }

    /// <summary>In-Reply-To, then References, without brackets; the newest where there are too many.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    public required Correspondent From { get; init; }
    public ImmutableArray<Correspondent> ReplyTo { get; init; } = [];
    public ImmutableArray<Correspondent> To { get; init; } = [];
    public ImmutableArray<Correspondent> Cc { get; init; } = [];

    /// <summary>Whom the delivering servers name: the mailbox, where To does not.</summary>
    public ImmutableArray<string> DeliveredTo { get; init; } = [];

    /// <summary>One line without controls, at most 998 characters; empty if there is none.</summary>
    public string Subject { get; init; } = "";

    public DateTimeOffset? Date { get; init; }

    /// <summary>The whole mail in plain text; what is attached as a mail or an invitation is told at the end.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML as it came: not sanitised.</summary>
    public string? Html { get; init; }

    public string VisibleReply { get; init; } = "";
    public string Elided { get; init; } = "";
    public ImmutableArray<ReadFile> Files { get; init; } = [];
    public MailNature Nature { get; init; }

    /// <summary>The sign that shows the nature, as "Auto-Submitted: auto-replied"; null for a personal mail.</summary>
    public string? NatureBecause { get; init; }

    /// <summary>The sender asks for no automatic answer (X-Auto-Response-Suppress), whatever the mail is.</summary>
    public bool WantsNoAutomaticAnswer { get; init; }

    public DeliveryReport? Report { get; init; }

    /// <summary>The headers' values, the newest (top) first.</summary>
    public ImmutableArray<string> AuthenticationResults { get; init; } = [];

    public CalendarInvitation? Calendar { get; init; }
}

/// <summary>A name, perhaps empty, and an address.</summary>
internal sealed record Correspondent(string Name, string Address);

/// <summary>A file of a mail, decoded.</summary>
/// <param name="ContentId">Without brackets: what HTML refers to as <c>cid:</c>.</param>
internal sealed record ReadFile(string Name, string ContentType, string? ContentId, bool IsInline, ReadOnlyMemory<byte> Content)
{
    /// <summary>What HTML may refer to in place of a content id (MHTML).</summary>
    public string? ContentLocation { get; init; }
}

/// <summary>Who, or what, wrote a mail.</summary>
internal enum MailNature
{
    Personal,
    Automatic,
    OutOfOffice,
    Bulk,

    /// <summary>A bounce, or news of a delay.</summary>
    DeliveryReport,

    /// <summary>A read receipt.</summary>
    DispositionReport,

    /// <summary>Somebody pressed "this is spam" (ARF).</summary>
    FeedbackReport,
}

/// <summary>What a server says of a mail that it could not deliver.</summary>
/// <param name="OriginalMessageId">Of the mail that bounced, without brackets.</param>
internal sealed record DeliveryReport(ImmutableArray<ReportedRecipient> Recipients, string? OriginalMessageId);

/// <summary>One address of a delivery report.</summary>
/// <param name="Status">As 5.1.1 (RFC 3463).</param>
/// <param name="Action">As failed, delayed, delivered.</param>
/// <param name="Words">What the server said.</param>
/// <param name="IsHard">Failed for good, and not for a full mailbox.</param>
internal sealed record ReportedRecipient(string Address, string? Status, string Action, string? Words, bool IsHard);

/// <summary>What an invitation says, as it is written there.</summary>
internal sealed record CalendarInvitation(string Method, string? Summary, string? Start, string? End, string? Organiser, string? Location);

/// <summary>What came of reading a mail.</summary>
internal abstract record Reading
{
    private Reading() { }

    internal sealed record Read(ReadMail Mail) : Reading;

    /// <summary>Kept raw, for people to look at.</summary>
    /// <param name="Because">One sentence for people.</param>
    internal sealed record Unreadable(string Because) : Reading;
}
