using System.Globalization;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>How long tickets had been in a state that left it on one day, under one version of a workflow.</summary>
public sealed class StayTally
{
    private StayTally() { }

    internal StayTally(WorkflowVersionId version, DateOnly day, string state) => (WorkflowVersionId, Day, State) = (version, day, state);

    public WorkflowVersionId WorkflowVersionId { get; private set; }

    /// <summary>In UTC.</summary>
    public DateOnly Day { get; private set; }

    public string State { get; private set; } = "";

    /// <summary>The buckets of <see cref="DwellHistogram"/> that are not empty, as <c>number:count</c> with spaces between.</summary>
    public string Buckets { get; private set; } = "";

    /// <summary>The sum of the stays.</summary>
    public TimeSpan Total { get; private set; }

    public TimeSpan Longest { get; private set; }

    /// <summary>How often the time of a service-level clock was over while a ticket stood here.</summary>
    public int Missed { get; private set; }

    /// <summary>Rises with each write: two who count at once do not lose one another's.</summary>
    public int Revision { get; private set; }

    /// <summary>The stays that ended.</summary>
    public DwellHistogram Stays()
    {
        var counts = new long[DwellHistogram.Buckets];
        foreach (var bucket in Buckets.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = bucket.IndexOf(':', StringComparison.Ordinal);
            counts[int.Parse(bucket.AsSpan(0, colon), CultureInfo.InvariantCulture)] = long.Parse(bucket.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        }
        return new(counts, Total, Longest);
    }

    internal void Leave(TimeSpan stay)
    {
        var stays = Stays();
        stays.Add(stay);
        var counts = stays.Counts;
        var filled = new List<string>();
        for (var i = 0; i < counts.Length; i++)
            if (counts[i] > 0) filled.Add(string.Create(CultureInfo.InvariantCulture, $"{i}:{counts[i]}"));
        (Buckets, Total, Longest) = (string.Join(' ', filled), stays.Total, stays.Longest);
        Revision++;
    }

    internal void Miss()
    {
        Missed++;
        Revision++;
    }
}

internal sealed class StayTallyMapping : IEntityTypeConfiguration<StayTally>
{
    public void Configure(EntityTypeBuilder<StayTally> tally)
    {
        tally.HasKey(t => new { t.WorkflowVersionId, t.Day, t.State });
        tally.Property(t => t.State).HasMaxLength(64);
        tally.Property(t => t.Total).HasConversion<long>();
        tally.Property(t => t.Longest).HasConversion<long>();
        tally.Property(t => t.Revision).IsConcurrencyToken();
    }
}
