using System.ComponentModel;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Post.Incoming;

[TypeConverter(typeof(IdTypeConverter<MailboxId>))]
public readonly record struct MailboxId(Guid Value) : ITypedId<MailboxId>
{
    public static MailboxId New() => new(Guid.CreateVersion7());
    public static MailboxId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>How the line to a mail server is kept from listeners.</summary>
public enum LineSecurity
{
    None,
    StartTls,
    StartTlsWhenAvailable,
    Tls,
}

/// <summary>How we show a mail server who we are.</summary>
public enum MailboxLogin
{
    Password,

    /// <summary>OAuth 2: the program's own right (client credentials).</summary>
    ClientCredentials,

    /// <summary>OAuth 2: a right that a person gave once (refresh token).</summary>
    RefreshToken,
}

/// <summary>How a mailbox is reached. Secrets are sealed.</summary>
public sealed record MailboxLine
{
    public string Host { get; init; } = "";
    public int Port { get; init; } = 993;
    public LineSecurity Security { get; init; } = LineSecurity.Tls;
    public MailboxLogin Login { get; init; }
    public string User { get; init; } = "";

    /// <summary>The password, sealed; null where OAuth 2 is used.</summary>
    public string? SealedPassword { get; init; }

    /// <summary>Where OAuth 2 tokens are asked for.</summary>
    public string? TokenAddress { get; init; }

    public string? ClientId { get; init; }
    public string? SealedClientSecret { get; init; }
    public string? Scope { get; init; }
    public string? SealedRefreshToken { get; init; }

    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>Where handled mail is moved to; null: it stays, marked as read.</summary>
    public string? HandledFolder { get; init; }

    /// <summary>How often is looked where the server does not tell by itself (IDLE), in seconds.</summary>
    public int PollSeconds { get; init; } = 60;

    public bool IsSameFolderAs(MailboxLine other) =>
        string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && User == other.User && Folder == other.Folder;
}

/// <summary>An address at which requests come in by mail: whose they are, what kind, and how they are fetched.</summary>
public sealed class Mailbox
{
    private Mailbox() { }

    public Mailbox(string address, TeamId team, DateTimeOffset at)
    {
        Id = MailboxId.New();
        CreatedAt = at;
        Serve(address, team, kind: null);
    }

    public MailboxId Id { get; private set; }

    /// <summary>The address that people write to; answers of its tickets leave with it.</summary>
    public string Address { get; private set; } = "";

    public string NormalizedAddress { get; private set; } = "";
    public TeamId TeamId { get; private set; }

    /// <summary>The workflow under which its requests are filed; null for the first that the desk offers.</summary>
    public string? Kind { get; private set; }

    public MailboxLine Line { get; private set; } = new();

    /// <summary>
    /// The name (authserv-id) under which this mailbox's server writes what it found about a sender (Authentication-Results, RFC 8601).
    /// Null: nobody is believed.
    /// </summary>
    public string? TrustedServer { get; private set; }

    public bool IsOn { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the server last answered.</summary>
    public DateTimeOffset? ContactAt { get; private set; }

    /// <summary>What went wrong last, in words; null while all is well.</summary>
    public string? LastError { get; private set; }

    /// <summary>Since when it has gone wrong.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Grows with each change of how it is reached: who fetches from it begins anew.</summary>
    public int Revision { get; private set; }

    /// <summary>Up to where its folder was taken in: everything that lies there with a lower number is stored, or was left alone at the first contact.</summary>
    public long? ReadUidValidity { get; private set; }

    public long? ReadUid { get; private set; }

    /// <summary>When its folder was first looked into. What lay there before is not new.</summary>
    public DateTimeOffset? FirstContactAt { get; private set; }

    /// <summary>How many mails were left alone at the first contact, because they had been read or were old.</summary>
    public int LeftAlone { get; private set; }

    /// <summary>Who reads it; another node takes over after <see cref="LeasedUntil"/>.</summary>
    public Guid? Lease { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>The mark of the mail that was sent to itself last, to see that the way in works.</summary>
    public string? TestMark { get; private set; }

    public DateTimeOffset? TestSentAt { get; private set; }
    public DateTimeOffset? TestSeenAt { get; private set; }

    public void Serve(string address, TeamId team, string? kind) =>
        (Address, NormalizedAddress, TeamId, Kind) = (address.Trim(), Person.Normal(address), team, kind);

    public void Connect(MailboxLine line, string? trustedServer)
    {
        // Another folder numbers its mails for itself, and what lies there was not ours so far.
        if (!Line.IsSameFolderAs(line)) (ReadUidValidity, ReadUid, FirstContactAt, LeftAlone) = (null, null, null, 0);
        (Line, TrustedServer) = (line, string.IsNullOrWhiteSpace(trustedServer) ? null : trustedServer.Trim());
        Revision++;
    }

    public void Switch(bool on)
    {
        IsOn = on;
        Revision++;
        if (!on) (LastError, FailingSince, Lease, LeasedUntil) = (null, null, null, null);
    }

    /// <summary>The provider gave another refresh token in place of the one that was used. Nobody changed anything: the connection goes on.</summary>
    public void Renew(string sealedRefreshToken) => Line = Line with { SealedRefreshToken = sealedRefreshToken };

    /// <summary>Its folder was looked into for the first time.</summary>
    public void Open(DateTimeOffset at, int leftAlone) => (FirstContactAt, LeftAlone) = (at, leftAlone);

    /// <summary>Everything up to here is stored and marked.</summary>
    public void ReadUpTo(MailPlace place) => (ReadUidValidity, ReadUid) = (place.UidValidity, place.Uid);

    public void Take(Guid lease, DateTimeOffset until) => (Lease, LeasedUntil) = (lease, until);

    public void LetGo() => (Lease, LeasedUntil) = (null, null);

    /// <summary>The server answered.</summary>
    public void BeReached(DateTimeOffset at) => (ContactAt, LastError, FailingSince) = (at, null, null);

    public void Fail(string error, DateTimeOffset at) => (LastError, FailingSince) = (error.Length <= 500 ? error : error[..500], FailingSince ?? at);

    public void SendTest(string mark, DateTimeOffset at) => (TestMark, TestSentAt, TestSeenAt) = (mark, at, null);

    /// <summary>It could not be sent.</summary>
    public void ForgetTest() => (TestMark, TestSentAt, TestSeenAt) = (null, null, null);

    public void SeeTest(DateTimeOffset at) => TestSeenAt = at;
}

internal sealed class MailboxMapping : IEntityTypeConfiguration<Mailbox>
{
    public void Configure(EntityTypeBuilder<Mailbox> mailbox)
    {
        mailbox.ToTable("Mailboxes");
        mailbox.Property(m => m.Address).HasMaxLength(Person.LongestAddress);
        mailbox.Property(m => m.NormalizedAddress).HasMaxLength(Person.LongestAddress);
        mailbox.Property(m => m.Kind).HasMaxLength(64);
        mailbox.Property(m => m.TrustedServer).HasMaxLength(255);
        mailbox.Property(m => m.LastError).HasMaxLength(500);
        mailbox.Property(m => m.TestMark).HasMaxLength(64);
        mailbox.Property(m => m.Lease).IsConcurrencyToken();
        mailbox.ComplexProperty(m => m.Line).ToJson();
        mailbox.HasIndex(m => m.NormalizedAddress).IsUnique();
        mailbox.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Restrict);
    }
}
