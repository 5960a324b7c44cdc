using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>A file that is on the disk already, under its hash.</summary>
/// <param name="Name">What its owner called it, without a path.</param>
/// <param name="ContentType">What the sender said it is; never trusted when it is served.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record StoredFile(string Name, string ContentType, long Size, string Sha256);

/// <summary>A file on a message. The bytes are kept once for each hash, outside the web root.</summary>
public sealed class Attachment
{
    private Attachment() { }

    internal Attachment(TicketId ticket, MessageId message, StoredFile file)
    {
        Id = AttachmentId.New();
        (TicketId, MessageId, Name, ContentType, Size, Sha256) = (ticket, message, file.Name, file.ContentType, file.Size, file.Sha256);
    }

    public AttachmentId Id { get; private set; }
    public TicketId TicketId { get; private set; }
    public MessageId MessageId { get; private set; }
    public string Name { get; private set; } = "";
    public string ContentType { get; private set; } = "";
    public long Size { get; private set; }
    public string Sha256 { get; private set; } = "";
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.Property(a => a.Name).HasMaxLength(255);
        attachment.Property(a => a.ContentType).HasMaxLength(200);
        attachment.Property(a => a.Sha256).HasMaxLength(64);
        attachment.HasIndex(a => a.MessageId);
        attachment.HasIndex(a => a.Sha256);
        attachment.HasOne<Ticket>().WithMany().HasForeignKey(a => a.TicketId);
    }
}
