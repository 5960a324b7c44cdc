using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows;

public readonly record struct ScheduledStartId(Guid Value) : ITypedId<ScheduledStartId>
{
    public static ScheduledStartId New() => new(Guid.CreateVersion7());
    public static ScheduledStartId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A schedule of a workflow in force, and when it files a ticket next.</summary>
public sealed class ScheduledStart
{
    private ScheduledStart() { }

    private ScheduledStart(string workflow, string times, DateTimeOffset dueAt) => (Id, Workflow, Times, DueAt) = (ScheduledStartId.New(), workflow, times, dueAt);

    public ScheduledStartId Id { get; private set; }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>The schedule's five fields.</summary>
    public string Times { get; private set; } = "";

    /// <summary>When it files the next ticket. Only who moves it on may file the ticket of this moment.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Waits for its next time. Those that went by while nobody ran are one.</summary>
    internal void MoveOn(DateTimeOffset now, TimeZoneInfo zone) => DueAt = Schedule.Read(Times)!.Next(now, zone);

    /// <summary>Lays out the schedules of a workflow's new version: those that it keeps go on as they were.</summary>
    internal static async Task LayAsync(HelpDeskDb db, WorkflowDefinition definition, DateTimeOffset now, TimeZoneInfo zone, CancellationToken ct)
    {
        // One version of a workflow at a time comes into force.
        await db.ClaimAsync(nameof(db.WorkflowVersions), nameof(WorkflowVersion.Workflow), definition.Key, ct);
        var wanted = definition.Steps.SelectMany(step => step.On).Where(trigger => trigger.Kind == TriggerKind.Schedule).Select(trigger => trigger.Key!).ToHashSet(StringComparer.Ordinal);
        var laid = await db.ScheduledStarts.Where(start => start.Workflow == definition.Key).ToListAsync(ct);
        db.ScheduledStarts.RemoveRange(laid.Where(start => !wanted.Contains(start.Times)));
        foreach (var times in wanted.Except(laid.Select(start => start.Times)))
            db.ScheduledStarts.Add(new ScheduledStart(definition.Key, times, Schedule.Read(times)!.Next(now, zone)));
    }
}

public static class ScheduledStartQueries
{
    /// <summary>Whose time has come at an instant, in that order.</summary>
    public static IQueryable<ScheduledStart> DueBy(this IQueryable<ScheduledStart> starts, DateTimeOffset at) =>
        starts.Where(start => start.DueAt <= at).OrderBy(start => start.DueAt).ThenBy(start => start.Id);
}

internal sealed class ScheduledStartMapping : IEntityTypeConfiguration<ScheduledStart>
{
    public void Configure(EntityTypeBuilder<ScheduledStart> start)
    {
        start.Property(s => s.Workflow).HasMaxLength(64);
        start.Property(s => s.Times).HasMaxLength(200);
        start.Property(s => s.DueAt).IsConcurrencyToken();
        start.HasIndex(s => new { s.Workflow, s.Times }).IsUnique();
        start.HasIndex(s => new { s.DueAt, s.Id });
    }
}
