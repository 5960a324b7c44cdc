using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>The time of a service-level clock was over: written once for each time that the clock was started.</summary>
public sealed class MissedDeadline
{
    private MissedDeadline() { }

    internal MissedDeadline(TicketId ticket, string clock, DateTimeOffset startedAt, DateTimeOffset dueAt, WorkflowVersionId version, string state) =>
        (TicketId, Clock, StartedAt, DueAt, WorkflowVersionId, State) = (ticket, clock, startedAt, dueAt, version, state);

    public TicketId TicketId { get; private set; }

    /// <summary>The clock's key.</summary>
    public string Clock { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When its time was over, as far as is known: a clock that was paused afterwards has another time since.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    /// <summary>The version under which the ticket stood then.</summary>
    public WorkflowVersionId WorkflowVersionId { get; private set; }

    /// <summary>Where the ticket stood then.</summary>
    public string State { get; private set; } = "";
}

internal sealed class MissedDeadlineMapping : IEntityTypeConfiguration<MissedDeadline>
{
    public void Configure(EntityTypeBuilder<MissedDeadline> missed)
    {
        missed.HasKey(m => new { m.TicketId, m.Clock, m.StartedAt });
        missed.Property(m => m.Clock).HasMaxLength(64);
        missed.Property(m => m.State).HasMaxLength(64);
        missed.HasIndex(m => new { m.WorkflowVersionId, m.State, m.DueAt });
    }
}
