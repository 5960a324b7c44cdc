using System.Collections.Immutable;
using System.ComponentModel;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Migrating;

[TypeConverter(typeof(IdTypeConverter<MigrationId>))]
public readonly record struct MigrationId(Guid Value) : ITypedId<MigrationId>
{
    public static MigrationId New() => new(Guid.CreateVersion7());
    public static MigrationId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>What becomes of the live tickets of older versions when a new one is published.</summary>
public enum MigrationWay
{
    /// <summary>They finish on the version that they are on.</summary>
    Pin,

    /// <summary>All of them are migrated now.</summary>
    Adopt,

    /// <summary>Each is migrated after the next step that a person takes on it.</summary>
    Drain,
}

/// <summary>What a publisher wants for the live tickets.</summary>
/// <param name="Map">Where the states went.</param>
public sealed record MigrationPlan(MigrationWay Way, MigrationMap Map)
{
    /// <summary>Nothing is migrated.</summary>
    public static MigrationPlan Pin { get; } = new(MigrationWay.Pin, MigrationMap.ByKey);
}

/// <summary>
/// The migration of a workflow's live tickets to a version: kept with every version but the first, so that each can be undone.
/// What is still to do is never listed: it is the live tickets of the older versions of which it holds nothing yet.
/// </summary>
public sealed class WorkflowMigration
{
    /// <summary>How long a publication can be undone.</summary>
    public static readonly TimeSpan UndoneWithin = TimeSpan.FromDays(30);

    /// <summary>Over how long the timers are spread that are due at once.</summary>
    public static readonly TimeSpan SpreadOver = TimeSpan.FromHours(1);

    private WorkflowMigration() { }

    internal WorkflowMigration(WorkflowVersion target, int firstNumber, MigrationPlan plan, int total, PersonId by, DateTimeOffset at)
    {
        Id = MigrationId.New();
        (Workflow, Target, TargetNumber, FirstNumber, Way, Total, By, At) = (target.Workflow, target.Id, target.Number, firstNumber, plan.Way, total, by, at);
        States = plan.Map.States.ToImmutableSortedDictionary(pair => pair.Key, pair => FieldValue.Of(pair.Value), StringComparer.Ordinal);
        // Without a ticket it is finished no sooner than the others: one may be filed at this moment.
        if (plan.Way == MigrationWay.Pin) FinishedAt = at;
    }

    public MigrationId Id { get; private set; }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>The version that the tickets come to.</summary>
    public WorkflowVersionId Target { get; private set; }

    public int TargetNumber { get; private set; }

    /// <summary>The oldest version whose tickets are migrated.</summary>
    public int FirstNumber { get; private set; }

    /// <summary>The migration that this one takes back, or null.</summary>
    public MigrationId? Undoes { get; internal init; }

    public MigrationWay Way { get; private set; }

    /// <summary>Old state key to new, as text values.</summary>
    public ImmutableSortedDictionary<string, FieldValue> States { get; private set; } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    /// <summary>How many live tickets there were to migrate when it began.</summary>
    public int Total { get; private set; }

    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When somebody stopped it, or a newer version took its place.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public MigrationMap Map => new(States.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Text!, StringComparer.Ordinal));

    /// <summary>One team has tried the version; now the tickets of all follow.</summary>
    internal void Begin(MigrationPlan plan, int total, PersonId by, DateTimeOffset at)
    {
        (Way, Total, By, At, FinishedAt, StoppedAt) = (plan.Way, total, by, at, plan.Way == MigrationWay.Pin ? at : null, null);
        States = plan.Map.States.ToImmutableSortedDictionary(pair => pair.Key, pair => FieldValue.Of(pair.Value), StringComparer.Ordinal);
    }

    internal void Finish(DateTimeOffset at) => FinishedAt = at;

    internal void Stop(DateTimeOffset at) => StoppedAt ??= at;

    internal void GoOn() => (StoppedAt, FinishedAt) = (null, null);
}

/// <summary>What became of a ticket in a migration.</summary>
public sealed class MigratedTicket
{
    private MigratedTicket() { }

    internal MigratedTicket(MigrationId migration, Tickets.Ticket ticket) => (MigrationId, TicketId, Number) = (migration, ticket.Id, ticket.Number);

    public MigrationId MigrationId { get; private set; }
    public Tickets.TicketId TicketId { get; private set; }
    public long Number { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Where it came from: the way back.</summary>
    public WorkflowVersionId FromVersion { get; private set; }
    public string FromState { get; private set; } = "";

    /// <summary>Where it came to; null where it could not be migrated.</summary>
    public string? ToState { get; private set; }

    /// <summary>The stay in which it was migrated: one that has moved since is in another.</summary>
    public int Entry { get; private set; }

    /// <summary>Why it could not be migrated: kind and key of each obstacle, one a line.</summary>
    public string? Obstacles { get; private set; }

    public IEnumerable<MigrationObstacle> ReadObstacles() => (Obstacles ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2))
        .Select(parts => new MigrationObstacle(Enum.Parse<MigrationObstacleKind>(parts[0]), parts[1]));

    /// <summary>It is looked at, perhaps not for the first time.</summary>
    internal void LookAt(Tickets.Ticket ticket, DateTimeOffset at) => (FromVersion, FromState, At, ToState, Obstacles) = (ticket.WorkflowVersionId, ticket.State, at, null, null);

    internal void Moved(string to, int entry) => (ToState, Entry) = (to, entry);

    internal void Blocked(IEnumerable<MigrationObstacle> obstacles) => Obstacles = string.Join('\n', obstacles.Select(one => $"{one.Kind}:{one.Key}"));
}

internal sealed class WorkflowMigrationMapping : IEntityTypeConfiguration<WorkflowMigration>
{
    public void Configure(EntityTypeBuilder<WorkflowMigration> migration)
    {
        migration.Property(m => m.Workflow).HasMaxLength(64);
        migration.Ignore(m => m.Map);
        migration.HasIndex(m => new { m.Workflow, m.TargetNumber }).IsUnique();
        migration.HasIndex(m => m.Undoes).IsUnique();
        migration.HasIndex(m => m.At).HasFilter("\"FinishedAt\" IS NULL AND \"StoppedAt\" IS NULL");
    }
}

internal sealed class MigratedTicketMapping : IEntityTypeConfiguration<MigratedTicket>
{
    public void Configure(EntityTypeBuilder<MigratedTicket> ticket)
    {
        ticket.HasKey(m => new { m.MigrationId, m.TicketId });
        ticket.Property(m => m.FromState).HasMaxLength(64);
        ticket.Property(m => m.ToState).HasMaxLength(64);
        ticket.HasIndex(m => new { m.MigrationId, m.Number });
        ticket.HasOne<WorkflowMigration>().WithMany().HasForeignKey(m => m.MigrationId);
    }
}
