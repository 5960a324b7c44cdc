using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Search;

/// <summary>
/// Says that a ticket reads otherwise than in the index: one for each time, never changed. Who brings the index up takes away those
/// that were there when the ticket was read; what was said later stays for the next time.
/// </summary>
public sealed class UnindexedTicket
{
    private UnindexedTicket() { }

    /// <summary>In the order in which they were said; made by the database.</summary>
    public long Id { get; private set; }

    public long Number { get; private set; }
}

internal sealed class UnindexedTicketMapping : IEntityTypeConfiguration<UnindexedTicket>
{
    public void Configure(EntityTypeBuilder<UnindexedTicket> waiting)
    {
        waiting.ToTable("UnindexedTickets");
        waiting.HasKey(w => w.Id);
        waiting.Property(w => w.Id).ValueGeneratedOnAdd();
    }
}
