using HelpDesk.Domain.Post.Incoming;

namespace HelpDesk.Web.Mailroom.Shown;

/// <summary>A whole mail that came in, as people look at it.</summary>
/// <param name="Mailbox">The address at which it came in.</param>
/// <param name="Number">Of the ticket on which it speaks, is noted or waits.</param>
/// <param name="Says">What its bytes say; null where nobody can read them.</param>
/// <param name="Unreadable">Why nobody can read them, in a sentence.</param>
public sealed record MailView(IncomingMail Row, string Mailbox, long? Number, MailContent? Says, string? Unreadable)
{
    /// <summary>Whether its bytes are here. What could not be fetched lies in its mailbox.</summary>
    public required bool HasRaw { get; init; }

    /// <summary>Read from its bytes, else what is known of it; empty where nothing is.</summary>
    public string Subject => Says is { Subject.Length: > 0 } said ? said.Subject : Row.Subject;

    /// <summary>Staff may say that a ticket comes of it, as long as it speaks on none.</summary>
    public bool MayBecomeTicket => Says is not null && Row.Fate is IncomingFate.Quarantined or IncomingFate.SetAside or IncomingFate.Dismissed or IncomingFate.Held;
}

/// <summary>What a mail says, nothing of it left out and nothing believed.</summary>
/// <param name="Text">Quotes and signature and all.</param>
public sealed record MailContent(string From, IReadOnlyList<string> ReplyTo, IReadOnlyList<string> To, IReadOnlyList<string> Cc, DateTimeOffset? Date, string Subject, string Text)
{
    public bool HasHtml { get; init; }

    /// <summary>Whether its HTML names pictures on other servers, which nobody asks for unasked.</summary>
    public bool HasRemoteImages { get; init; }

    public IReadOnlyList<MailFile> Files { get; init; } = [];
}

/// <summary>A file of a mail, known by its place among them.</summary>
public sealed record MailFile(string Name, long Size);

/// <summary>The bytes of a file, and what the sender claims about them.</summary>
public sealed record MailFileContent(string Name, string ContentType, Stream Content);

/// <summary>A mail on a page of some room.</summary>
/// <param name="Path">Of the page: what belongs to the mail lies below it.</param>
/// <param name="ShowImages">Whether this reader asked for pictures from other servers, this time.</param>
public sealed record ShownMail(MailView Mail, string Path, bool ShowImages);
