using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>How often a step was taken from a state to a state on one day, under one version of a workflow.</summary>
public sealed class StepTally
{
    /// <summary>Stands for no state: before filing, or after a step that leads nowhere.</summary>
    public const string NoState = "";

    private StepTally() { }

    internal StepTally(WorkflowVersionId version, DateOnly day, Edge edge) =>
        (WorkflowVersionId, Day, From, Step, To) = (version, day, edge.From, edge.Step, edge.To);

    public WorkflowVersionId WorkflowVersionId { get; private set; }

    /// <summary>In UTC.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The state before; <see cref="NoState"/> for filing.</summary>
    public string From { get; private set; } = "";

    public string Step { get; private set; } = "";

    /// <summary>The state entered; <see cref="NoState"/> where the ticket stayed.</summary>
    public string To { get; private set; } = "";

    /// <summary>How often it was taken.</summary>
    public int Taken { get; private set; }

    /// <summary>How often a ticket came back by it from waiting for the customer, having come from being worked on (<see cref="HelpDesk.Workflow.PingPong"/>).</summary>
    public int Returns { get; private set; }

    /// <summary>How many survey answers of that day came from tickets that had gone this way since they were last rated.</summary>
    public int Ratings { get; private set; }

    /// <summary>The sum of their scores.</summary>
    public int Stars { get; private set; }

    /// <summary>Rises with each write: two who count at once do not lose one another's.</summary>
    public int Revision { get; private set; }

    internal void Take(bool isReturn)
    {
        Taken++;
        if (isReturn) Returns++;
        Revision++;
    }

    internal void Rate(int stars)
    {
        Ratings++;
        Stars += stars;
        Revision++;
    }
}

/// <summary>A step between two states; <see cref="StepTally.NoState"/> where there is none.</summary>
internal readonly record struct Edge(string From, string Step, string To);

internal sealed class StepTallyMapping : IEntityTypeConfiguration<StepTally>
{
    public void Configure(EntityTypeBuilder<StepTally> tally)
    {
        tally.HasKey(t => new { t.WorkflowVersionId, t.Day, t.From, t.Step, t.To });
        tally.Property(t => t.From).HasMaxLength(64);
        tally.Property(t => t.Step).HasMaxLength(64);
        tally.Property(t => t.To).HasMaxLength(64);
        tally.Property(t => t.Revision).IsConcurrencyToken();
    }
}
