using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Search;

/// <summary>A ticket that waits to be put into the index anew: after an upgrade or a rebuild, and when a name changed that many tickets carry.</summary>
public sealed class UnindexedTicket
{
    private UnindexedTicket() { }

    public long Number { get; private set; }
}

internal sealed class UnindexedTicketMapping : IEntityTypeConfiguration<UnindexedTicket>
{
    public void Configure(EntityTypeBuilder<UnindexedTicket> waiting)
    {
        waiting.ToTable("UnindexedTickets");
        waiting.HasKey(w => w.Number);
    }
}
