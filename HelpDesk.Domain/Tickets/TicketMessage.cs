using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>What somebody wrote on a ticket: to the customer or, internal, a note among staff.</summary>
public sealed class TicketMessage
{
    private readonly List<Attachment> attachments = [];

    private TicketMessage() { }

    internal TicketMessage(TicketId ticket, PersonId? author, bool FromCustomer, bool isInternal, string body, ImmutableArray<StoredFile> files, int sequence, DateTimeOffset at)
    {
        Id = MessageId.New();
        (TicketId, AuthorId, this.FromCustomer, IsInternal, Body, Sequence, At) = (ticket, author, FromCustomer, isInternal, body.Trim(), sequence, at);
        attachments.AddRange(files.Select(file => new Attachment(ticket, Id, file)));
    }

    /// <summary>It came by a mail.</summary>
    internal void ComeBy(MailSource mail) => (Mail, IsUnverified) = (mail.Id, !mail.IsVerified);

    /// <summary>Its author took it back before it left.</summary>
    internal void Withdraw() => IsWithdrawn = true;

    /// <summary>Staff say that its author is who they claim to be.</summary>
    internal void Accept() => IsUnverified = false;

    public MessageId Id { get; private set; }
    public TicketId TicketId { get; private set; }

    /// <summary>The event that it came with.</summary>
    public int Sequence { get; private set; }

    public PersonId? AuthorId { get; private set; }
    public bool FromCustomer { get; private set; }

    /// <summary>A note: no customer ever sees it.</summary>
    public bool IsInternal { get; private set; }

    /// <summary>Plain text as it was typed.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>The mail that it came by; its body is what the author wrote anew there.</summary>
    public IncomingMailId? Mail { get; private set; }

    /// <summary>Whether nobody vouched for the address that it came from.</summary>
    public bool IsUnverified { get; private set; }

    /// <summary>Taken back before it left: only the desk sees it, struck out.</summary>
    public bool IsWithdrawn { get; private set; }

    public IReadOnlyList<Attachment> Attachments => attachments;
}

public static class TicketMessageQueries
{
    /// <summary>What customers can see: no notes, and nothing that was taken back.</summary>
    public static IQueryable<TicketMessage> ForCustomers(this IQueryable<TicketMessage> messages) => messages.Where(m => !m.IsInternal && !m.IsWithdrawn);
}

internal sealed class TicketMessageMapping : IEntityTypeConfiguration<TicketMessage>
{
    public void Configure(EntityTypeBuilder<TicketMessage> message)
    {
        message.ToTable("Messages");
        message.HasIndex(m => new { m.TicketId, m.Sequence }).IsUnique();
        message.HasOne<Person>().WithMany().HasForeignKey(m => m.AuthorId).OnDelete(DeleteBehavior.Restrict);
        message.HasMany(m => m.Attachments).WithOne().HasForeignKey(a => a.MessageId);
        message.Navigation(m => m.Attachments).HasField("attachments");
    }
}
