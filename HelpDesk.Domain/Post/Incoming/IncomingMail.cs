using System.ComponentModel;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Post.Incoming;

[TypeConverter(typeof(IdTypeConverter<IncomingMailId>))]
public readonly record struct IncomingMailId(Guid Value) : ITypedId<IncomingMailId>
{
    public static IncomingMailId New() => new(Guid.CreateVersion7());
    public static IncomingMailId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();

    // The database's order, for the page after a row.
    public static bool operator <(IncomingMailId a, IncomingMailId b) => a.Value < b.Value;
    public static bool operator >(IncomingMailId a, IncomingMailId b) => a.Value > b.Value;
}

/// <summary>What became of a mail that came in.</summary>
public enum IncomingFate
{
    /// <summary>Its bytes are on the disk; nobody has read them yet.</summary>
    Stored,

    /// <summary>It is a message on a ticket.</summary>
    Message,

    /// <summary>It is noted on a ticket, and moved nothing: an automatic answer, a bounce, a receipt.</summary>
    Noted,

    /// <summary>It waits on a ticket until staff say that its sender may speak there.</summary>
    Held,

    /// <summary>Nothing followed from it, and nothing has to: our own mail, the same mail once more, an automatic answer to nothing of ours.</summary>
    SetAside,

    /// <summary>It could not be read, or may not become a ticket by itself: a person looks.</summary>
    Quarantined,

    /// <summary>Staff looked at it and want nothing to follow.</summary>
    Dismissed,
}

/// <summary>A mail that came in, from the moment that its bytes are on the disk. What it says is read from those bytes.</summary>
public sealed class IncomingMail
{
    /// <summary>After so many tries in vain a mail is quarantined.</summary>
    public const int MaxAttempts = 5;

    private IncomingMail() { }

    public IncomingMail(MailboxId mailbox, MailPlace? place, StoredFile raw, string contentHash, DateTimeOffset at)
    {
        Id = IncomingMailId.New();
        (MailboxId, RawSha256, RawSize, ContentHash) = (mailbox, raw.Sha256, raw.Size, contentHash);
        (UidValidity, Uid) = (place?.UidValidity, place?.Uid);
        ReceivedAt = DueAt = at;
    }

    /// <summary>A mail that stays in its mailbox, because it cannot be fetched.</summary>
    public static IncomingMail LeftBehind(MailboxId mailbox, MailPlace place, long size, string contentHash, string because, DateTimeOffset at)
    {
        var mail = new IncomingMail(mailbox, place, new StoredFile("", "", size, ""), contentHash, at);
        mail.Settle(IncomingFate.Quarantined, because);
        return mail;
    }

    public IncomingMailId Id { get; private set; }
    public MailboxId MailboxId { get; private set; }

    /// <summary>Where it lay in the mailbox; null for one that came another way.</summary>
    public long? UidValidity { get; private set; }

    public long? Uid { get; private set; }

    /// <summary>Lower-case hex: names the file with its bytes. Empty for a mail that could not be fetched: it lies in its mailbox still.</summary>
    public string RawSha256 { get; private set; } = "";

    public long RawSize { get; private set; }

    /// <summary>The same for the same mail, by whatever way and however often it was delivered.</summary>
    public string ContentHash { get; private set; } = "";

    public DateTimeOffset ReceivedAt { get; private set; }
    public IncomingFate Fate { get; private set; }

    /// <summary>Why it has this fate, or why its sender is believed, in words.</summary>
    public string? Because { get; private set; }

    /// <summary>Whether its sender's address is believed.</summary>
    public bool IsVerified { get; private set; }

    public string FromAddress { get; private set; } = "";
    public string FromName { get; private set; } = "";
    public string Subject { get; private set; } = "";

    /// <summary>What else it was addressed to, and who got copies, as one line; nobody follows from it.</summary>
    public string? Copies { get; private set; }

    public TicketId? TicketId { get; private set; }

    /// <summary>The message that it became.</summary>
    public MessageId? Message { get; private set; }

    /// <summary>The mail of ours that it reports about.</summary>
    public MailId? ReportsOn { get; private set; }

    public int Attempts { get; private set; }
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Whether it was done with on the mail server too: marked, or moved to the folder for handled mail.</summary>
    public bool IsFlagged { get; private set; }

    /// <summary>Its Message-ID, without brackets: what our answers refer to.</summary>
    public string? MailMessageId { get; private set; }

    /// <summary>What its bytes say about it, as far as lists show it.</summary>
    public void Describe(ReceivedMail said)
    {
        (FromName, FromAddress, Subject) = (Limit(said.FromName, 200), Limit(said.FromAddress, 320), Limit(said.Subject, 200));
        Copies = said.Copies is { } copies ? Limit(copies, 1000) : null;
        MailMessageId = said.MailMessageId is { Length: <= 255 } given ? given : null;
    }

    /// <summary>What became of it; said again when staff decide otherwise.</summary>
    public void Settle(IncomingFate fate, string? because, bool isVerified = false) => (Fate, Because, IsVerified) = (fate, because is null ? null : Limit(because, 500), isVerified);

    /// <summary>The ticket on which it is a message, is noted or waits.</summary>
    public void Join(TicketId ticket, MessageId? message) => (TicketId, Message) = (ticket, message);

    public void ReportOn(MailId mail) => ReportsOn = mail;

    /// <summary>Could not be handled now: tried again after 1, 2, 4 … minutes, then set before a person.</summary>
    public void Defer(string error, DateTimeOffset at)
    {
        Attempts++;
        Because = Limit(error, 500);
        if (Attempts >= MaxAttempts) Fate = IncomingFate.Quarantined;
        DueAt = at + OutboxMail.Backoff(Attempts);
    }

    /// <summary>The house has a trouble of its own, which passes: tried again in a minute, however often.</summary>
    public void Postpone(string error, DateTimeOffset at) => (Because, DueAt) = (Limit(error, 500), at + OutboxMail.Backoff(1));

    /// <summary>A person wants it read again, now.</summary>
    public void Retry(DateTimeOffset at) => (Fate, Attempts, DueAt, Because) = (IncomingFate.Stored, 0, at, null);

    public void Flag() => IsFlagged = true;

    /// <summary>The mailbox numbered its mails anew, and this one was found again.</summary>
    public void LieAt(MailPlace place) => (UidValidity, Uid, IsFlagged) = (place.UidValidity, place.Uid, false);

    private static string Limit(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>Where a mail lies in a mailbox.</summary>
public sealed record MailPlace(long UidValidity, long Uid);

public static class IncomingQueries
{
    /// <summary>To be read by an instant, oldest first.</summary>
    public static IQueryable<IncomingMail> DueBy(this IQueryable<IncomingMail> mails, DateTimeOffset at) =>
        mails.Where(m => m.Fate == IncomingFate.Stored && m.DueAt <= at).OrderBy(m => m.DueAt).ThenBy(m => m.Id);
}

internal sealed class IncomingMailMapping : IEntityTypeConfiguration<IncomingMail>
{
    public void Configure(EntityTypeBuilder<IncomingMail> mail)
    {
        mail.ToTable("Inbox");
        mail.Property(m => m.RawSha256).HasMaxLength(64);
        mail.Property(m => m.ContentHash).HasMaxLength(64);
        mail.Property(m => m.Because).HasMaxLength(500);
        mail.Property(m => m.FromAddress).HasMaxLength(320);
        mail.Property(m => m.FromName).HasMaxLength(200);
        mail.Property(m => m.Subject).HasMaxLength(200);
        mail.Property(m => m.MailMessageId).HasMaxLength(255);
        mail.Property(m => m.Copies).HasMaxLength(1000);
        mail.HasIndex(m => new { m.MailboxId, m.UidValidity, m.Uid }).IsUnique();
        mail.HasIndex(m => new { m.MailboxId, m.ContentHash }).IsUnique();
        mail.HasIndex(m => m.ContentHash);
        mail.HasIndex(m => new { m.Fate, m.DueAt, m.Id });
        mail.HasIndex(m => new { m.Fate, m.ReceivedAt, m.Id });
        mail.HasIndex(m => new { m.MailboxId, m.ReceivedAt });
        mail.HasIndex(m => new { m.FromAddress, m.ReceivedAt });
        mail.HasIndex(m => m.TicketId);
        mail.HasIndex(m => m.ReportsOn).HasFilter("\"ReportsOn\" IS NOT NULL");
        mail.HasOne<Mailbox>().WithMany().HasForeignKey(m => m.MailboxId).OnDelete(DeleteBehavior.Restrict);
        mail.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId);
    }
}
