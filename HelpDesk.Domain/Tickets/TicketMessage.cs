using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
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
    public IReadOnlyList<Attachment> Attachments => attachments;
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
