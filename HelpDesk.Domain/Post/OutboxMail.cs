using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static HelpDesk.Domain.Reactions.Reactions;

namespace HelpDesk.Domain.Post;

/// <summary>A mail's id. On a ticket it follows from the event, the effect's index and the recipient, so that a repeat is the same mail.</summary>
[TypeConverter(typeof(IdTypeConverter<MailId>))]
public readonly record struct MailId(Guid Value) : ITypedId<MailId>
{
    public static MailId New() => new(Guid.CreateVersion7());
    public static MailId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();

    // The database's order, for the page after a row.
    public static bool operator <(MailId a, MailId b) => a.Value < b.Value;
    public static bool operator >(MailId a, MailId b) => a.Value > b.Value;

    public static MailId Of(TicketEvent cause, int index, PersonId to)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{cause.TicketId}/{cause.Sequence}/{index}/{to}"));
        return new(new Guid(hash.AsSpan(0, 16)));
    }
}

/// <summary>What became of a mail.</summary>
public enum MailFate
{
    /// <summary>To be sent as soon as it is due.</summary>
    Pending,

    /// <summary>Tried in vain; to be tried again later.</summary>
    Deferred,

    Sent,

    /// <summary>Refused for good by the mail server.</summary>
    Failed,

    /// <summary>Tried too often; waits for a person.</summary>
    Parked,

    /// <summary>Taken by the mail server, and came back: its recipient did not get it.</summary>
    Bounced,

    /// <summary>Taken back before it left: it is never sent.</summary>
    Withdrawn,
}

/// <summary>Which mails leave first, whatever came due before: what people wait for overtakes what nobody waits for.</summary>
public enum MailRank
{
    /// <summary>What a person wrote to a person.</summary>
    Words,

    /// <summary>The answer to what somebody has just done: an acknowledgement, a link they asked for.</summary>
    Answer,

    /// <summary>Reminders, surveys, notices to staff: any number at once.</summary>
    Notice,
}

/// <summary>One mail to one person, from the moment that it is owed. Its text is composed when it is first handed over, and kept.</summary>
public sealed class OutboxMail
{
    /// <summary>What stands in the kept text where the link's token belongs.</summary>
    public const string TokenMark = "%TOKEN%";

    /// <summary>After so many tries in vain a mail is parked.</summary>
    public const int MaxAttempts = 10;

    private OutboxMail() { }

    private OutboxMail(MailId id, string letter, Person to, DateTimeOffset at)
    {
        (Id, Letter, ToPersonId, ToName, ToAddress) = (id, letter, to.Id, to.Name, to.Email!);
        Rank = RankOf(letter);
        CreatedAt = DueAt = at;
    }

    public MailId Id { get; private set; }

    /// <summary>Which letter, by its key.</summary>
    public string Letter { get; private set; } = "";

    public PersonId ToPersonId { get; private set; }
    public string ToName { get; private set; } = "";
    public string ToAddress { get; private set; } = "";

    /// <summary>The ticket that it is about; null for mails about an account.</summary>
    public TicketId? TicketId { get; private set; }

    /// <summary>The event that it follows from.</summary>
    public int? Sequence { get; private set; }

    /// <summary>The message that it carries.</summary>
    public MessageId? Message { get; private set; }

    /// <summary>The approval that it asks for.</summary>
    public ApprovalId? Approval { get; private init; }

    /// <summary>The secret part of its link, encrypted; erased when it is sent.</summary>
    public string? SealedToken { get; private set; }

    public MailFate Fate { get; private set; }
    public MailRank Rank { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it is to be tried next.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What the mail server or the wire said last.</summary>
    public string? LastError { get; private set; }

    /// <summary>Who works on it; a late worker whose lease was taken over changes nothing.</summary>
    public Guid? Lease { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    public string? Subject { get; private set; }
    public string? Text { get; private set; }
    public string? Html { get; private set; }

    /// <summary>A mail that follows from an event of a ticket.</summary>
    /// <param name="wait">How long it can be taken back before it leaves.</param>
    public static OutboxMail About(TicketEvent cause, int index, string letter, Person to, string? sealedToken = null, ApprovalId? approval = null, TimeSpan wait = default) =>
        new(MailId.Of(cause, index, to.Id), letter, to, cause.At)
        {
            DueAt = cause.At + wait,
            TicketId = cause.TicketId,
            Sequence = cause.Sequence,
            Message = cause.Message,
            SealedToken = sealedToken,
            Approval = approval,
        };

    /// <summary>A mail about a person's account.</summary>
    public static OutboxMail ForAccount(string letter, Person to, string? sealedToken, DateTimeOffset at) =>
        new(MailId.New(), letter, to, at) { SealedToken = sealedToken, Rank = MailRank.Answer };

    /// <summary>A mail whose text is there already, to try how a letter arrives.</summary>
    public static OutboxMail Trial(string letter, Person to, string subject, string text, string html, DateTimeOffset at) =>
        new(MailId.New(), letter, to, at) { Rank = MailRank.Answer, Subject = subject, Text = text, Html = html };

    public void Take(Guid lease, DateTimeOffset until) => (Lease, LeasedUntil) = (lease, until);

    /// <summary>Keeps the text as it goes out, with <see cref="TokenMark"/> in the token's place.</summary>
    public void Write(string subject, string text, string html) => (Subject, Text, Html) = (subject, text, html);

    /// <param name="keepToken">True in the demo only, whose post shows links that work.</param>
    public void BeSent(DateTimeOffset at, bool keepToken)
    {
        (Fate, SentAt, LastError) = (MailFate.Sent, at, null);
        if (!keepToken) SealedToken = null;
        Attempts++;
        Release();
    }

    /// <summary>A passing trouble: tried again after 1, 2, 4 … minutes, at most 4 hours; parked after <see cref="MaxAttempts"/> tries.</summary>
    public void Defer(string error, DateTimeOffset at)
    {
        Attempts++;
        LastError = Limit(error);
        Fate = Attempts >= MaxAttempts ? MailFate.Parked : MailFate.Deferred;
        DueAt = at + Backoff(Attempts);
        Release();
    }

    /// <summary>No mail at all can leave (no server, no admission). That is not a try: however long it lasts, it parks nothing.</summary>
    public void Postpone(string error, DateTimeOffset at)
    {
        (Fate, LastError, DueAt) = (MailFate.Deferred, Limit(error), at + Backoff(1));
        Release();
    }

    /// <summary>Refused for good.</summary>
    public void Fail(string error)
    {
        Attempts++;
        (Fate, LastError) = (MailFate.Failed, Limit(error));
        Release();
    }

    /// <summary>It came back: a report says that its recipient did not get it.</summary>
    public void Bounce(string words) => (Fate, LastError) = (MailFate.Bounced, Limit(words));

    /// <summary>Not this mail's fault (it could not be composed): set aside until a person looks.</summary>
    public void Park(string error)
    {
        Attempts++;
        (Fate, LastError) = (MailFate.Parked, Limit(error));
        Release();
    }

    /// <summary>Not once it was tried, or while somebody is handing it over.</summary>
    public bool MayBeWithdrawn => Fate == MailFate.Withdrawn || (Fate == MailFate.Pending && Attempts == 0 && Lease is null);

    /// <summary>Whoever wrote it takes it back.</summary>
    public void Withdraw() => Fate = MayBeWithdrawn ? MailFate.Withdrawn : throw new InvalidOperationException("It has left already.");

    /// <summary>A person wants it tried again, now.</summary>
    public bool Retry(DateTimeOffset at)
    {
        if (Fate is not (MailFate.Failed or MailFate.Parked or MailFate.Deferred or MailFate.Bounced)) return false;
        (Fate, Attempts, DueAt) = (MailFate.Pending, 0, at);
        Release();
        return true;
    }

    public static TimeSpan Backoff(int attempts) => TimeSpan.FromMinutes(Math.Min(240, 1 << Math.Min(attempts - 1, 8)));

    private static MailRank RankOf(string letter) => letter switch
    {
        ReplyLetter or FollowedLetter => MailRank.Words,
        ReceivedLetter => MailRank.Answer,
        _ => MailRank.Notice,
    };

    /// <summary>Nobody works on it: it is due again when it may leave.</summary>
    public void Release() => (Lease, LeasedUntil) = (null, null);

    private static string Limit(string error) => error.Length <= 500 ? error : error[..500];
}

public static class OutboxQueries
{
    /// <summary>To be sent by an instant and held by nobody: by rank, then oldest first.</summary>
    public static IQueryable<OutboxMail> DueBy(this IQueryable<OutboxMail> mails, DateTimeOffset at) =>
        mails.Where(m => (m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred) && m.DueAt <= at && (m.LeasedUntil == null || m.LeasedUntil <= at))
            .OrderBy(m => m.Rank).ThenBy(m => m.DueAt).ThenBy(m => m.Id);

    /// <summary>The same, but only what may leave.</summary>
    public static IQueryable<OutboxMail> DueMails(this HelpDeskDb db, DateTimeOffset at) => db.Outbox.DueBy(at).ThatMayLeave(db);

    /// <summary>Without what is about spam, which stays until its ticket is no spam, and what a restore keeps back.</summary>
    public static IQueryable<OutboxMail> ThatMayLeave(this IQueryable<OutboxMail> mails, HelpDeskDb db) =>
        mails.Free(db).Where(m => m.TicketId == null || !db.Tickets.Any(t => t.Id == m.TicketId && t.SpamSince != null));
}

internal sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("Outbox");
        mail.Property(m => m.Letter).HasMaxLength(64);
        mail.Property(m => m.ToName).HasMaxLength(200);
        mail.Property(m => m.ToAddress).HasMaxLength(320);
        mail.Property(m => m.LastError).HasMaxLength(500);
        mail.Property(m => m.Lease).IsConcurrencyToken();
        mail.HasIndex(m => new { m.Fate, m.DueAt, m.Id });
        mail.HasIndex(m => new { m.Rank, m.DueAt, m.Id }).HasFilter("\"Fate\" IN (0, 1)");
        mail.HasIndex(m => m.Message).HasFilter("\"Message\" IS NOT NULL");
        mail.HasIndex(m => new { m.TicketId, m.Sequence });
        mail.HasIndex(m => new { m.ToPersonId, m.CreatedAt });
        mail.HasIndex(m => new { m.CreatedAt, m.Id });
        mail.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId);
    }
}
