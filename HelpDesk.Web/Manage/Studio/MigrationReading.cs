using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>A migration as its page shows it.</summary>
/// <param name="Moved">Tickets that have come to the version.</param>
/// <param name="Left">Live tickets that it has still to look at.</param>
/// <param name="Blocked">The newest of those that could not be migrated.</param>
public sealed record MigrationPage(WorkflowMigration Migration, PublishedWorkflow Target, string By, int Moved, int Left, int BlockedCount, ImmutableArray<(long Number, ImmutableArray<string> Why)> Blocked)
{
    /// <summary>The migration that took this one back, or null.</summary>
    public MigrationId? UndoneBy { get; init; }

    public bool IsNewest { get; init; }

    /// <summary>Nobody moves what is left: it was stopped, or it came after the end.</summary>
    public bool IsStopped => (Migration.StoppedAt ?? Migration.FinishedAt) is not null && Left > 0;
    public bool IsUnderWay => Migration.Way != MigrationWay.Pin && Left > 0 && !IsStopped;
    public int Total => Moved + BlockedCount + Left;

    /// <summary>Until when it can be taken back; null where it cannot.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    public string? ReasonFault { get; init; }
    public string? Reason { get; init; }

    public string Path => $"/manage/workflows/{Migration.Workflow}/migrations/{Migration.Id}";
}

/// <summary>Reads how a migration stands, in six queries.</summary>
public sealed class MigrationReading(HelpDeskDb db, WorkflowLibrary library, MigrationWords say, TimeProvider clock)
{
    private const int Shown = 50;

    public async Task<MigrationPage?> FindAsync(string key, MigrationId id, CancellationToken ct)
    {
        if (await db.WorkflowMigrations.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Workflow == key, ct) is not { } migration) return null;
        var target = await library.GetAsync(db, migration.Target, ct);
        var around = await db.WorkflowMigrations.Where(m => m.Id == id).Select(m => new
        {
            By = db.Users.Where(p => p.Id == m.By).Select(p => p.Name).First(),
            Newest = db.WorkflowVersions.Where(v => v.Workflow == key).Max(v => v.Number),
            UndoneBy = db.WorkflowMigrations.Where(other => other.Undoes == id).Select(other => (MigrationId?)other.Id).FirstOrDefault(),
            Moved = db.MigratedTickets.Count(t => t.MigrationId == id && t.ToState != null),
            Blocked = db.MigratedTickets.Count(t => t.MigrationId == id && t.ToState == null),
        }).SingleAsync(ct);
        var left = migration.Way == MigrationWay.Pin ? 0 : await db.LeftIn(migration).CountAsync(ct);
        var blocked = await db.MigratedTickets.AsNoTracking().Where(t => t.MigrationId == id && t.ToState == null).OrderByDescending(t => t.Number).Take(Shown).ToListAsync(ct);
        var isNewest = around.Newest == migration.TargetNumber;
        return new(migration, target, around.By, around.Moved, left, around.Blocked, [.. blocked.Select(t => (t.Number, t.ReadObstacles().Select(one => say.Of(one, target.Compiled)).ToImmutableArray()))])
        {
            UndoneBy = around.UndoneBy,
            IsNewest = isNewest,
            UndoUntil = isNewest && WorkflowPublishing.CanBeUndone(migration, clock.GetUtcNow()) ? migration.At + WorkflowMigration.UndoneWithin : null,
        };
    }
}
