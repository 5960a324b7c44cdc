using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>How many tickets stand in a state now, under one version of a workflow.</summary>
public sealed class StateLoad
{
    private StateLoad() { }

    internal StateLoad(WorkflowVersionId version, string state) => (WorkflowVersionId, State) = (version, state);

    public WorkflowVersionId WorkflowVersionId { get; private set; }
    public string State { get; private set; } = "";
    public int Tickets { get; private set; }

    /// <summary>Rises with each write: two who count at once do not lose one another's.</summary>
    public int Revision { get; private set; }

    internal void Add(int tickets)
    {
        Tickets += tickets;
        Revision++;
    }
}

internal sealed class StateLoadMapping : IEntityTypeConfiguration<StateLoad>
{
    public void Configure(EntityTypeBuilder<StateLoad> load)
    {
        load.HasKey(l => new { l.WorkflowVersionId, l.State });
        load.Property(l => l.State).HasMaxLength(64);
        load.Property(l => l.Revision).IsConcurrencyToken();
    }
}
