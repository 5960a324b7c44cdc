using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

// What publishing means for the tickets that are under way, and how it is taken back.
public sealed partial class WorkflowPublishing
{
    /// <summary>
    /// Takes a publication back: the version before it is published again, and the live tickets go back by the kept plan,
    /// those that were filed or have moved since too. Those for which there is no way back are listed and stay.
    /// </summary>
    /// <param name="id">The migration of the publication.</param>
    /// <param name="reason">What for.</param>
    public Task<Publication> UndoAsync(MigrationId id, string reason, Func<string, bool> hasLetter, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var undone = await db.WorkflowMigrations.SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (undone is null || !CanBeUndone(undone, clock.GetUtcNow()) || await NewestAsync(db, undone.Workflow, cancel) != undone.TargetNumber) return new Publication.Overtaken();
        // What one team alone tried was never in force for all.
        var last = await db.WorkflowVersions.Where(v => v.Workflow == undone.Workflow && v.Number < undone.TargetNumber && v.TrialTeam == null).MaxAsync(v => v.Number, cancel);
        var before = await VersionAsync(db, undone.Workflow, last, cancel);
        var after = await library.GetAsync(db, undone.Target, cancel);
        var came = await StoreAsync(db, before.Definition, hasLetter, new(reason, reason), by, cancel, keepsScenarios: false, PictureLayout.Write(before.Layout));
        if (came is not Publication.Published published) return came;
        var back = undone.Map.Reverse(before.Definition, after.Definition);
        return await WithPlanAsync(db, published, undone.Workflow, undone.TargetNumber, new(MigrationWay.Adopt, back), undone.Id, by, cancel);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Stops a migration that is under way: what has come to the new version stays there.</summary>
    public Task<bool> StopAsync(MigrationId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.WorkflowMigrations.UnderWay().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } migration) return false;
        migration.Stop(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>
    /// Finishes a migration in which no live ticket is left to look at. Nobody who moves a ticket does so: its last ones may go at the same moment,
    /// each while the other is still there, or be closed before their turn comes.
    /// </summary>
    /// <returns>False where there is something left, or it is not under way.</returns>
    public Task<bool> FinishAsync(MigrationId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.WorkflowMigrations.UnderWay().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } migration || await db.LeftIn(migration).AnyAsync(cancel)) return false;
        migration.Finish(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Goes on with a migration that was stopped, and tries again what could not be migrated. Only that to the newest version goes on.</summary>
    public Task<bool> GoOnAsync(MigrationId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var migration = await db.WorkflowMigrations.SingleOrDefaultAsync(m => m.Id == id && m.Way != MigrationWay.Pin, cancel);
        if (migration is null || await NewestAsync(db, migration.Workflow, cancel) != migration.TargetNumber) return false;
        db.MigratedTickets.RemoveRange(await db.MigratedTickets.Where(m => m.MigrationId == id && m.ToState == null).ToListAsync(cancel));
        migration.GoOn();
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Whether a publication can be taken back at a time, as long as no newer one follows it.</summary>
    public static bool CanBeUndone(WorkflowMigration migration, DateTimeOffset now) => migration.Undoes is null && now <= migration.At + WorkflowMigration.UndoneWithin;

    /// <summary>A plan made for another draft: it leads to a state that there is not, or to an end without its steps.</summary>
    private static bool Astray(MigrationPlan plan, WorkflowDefinition definition) =>
        plan.Way != MigrationWay.Pin && plan.Map.States.Values.Any(to => definition.States.FirstOrDefault(state => state.Key == to) is not { Phase: < Phase.Closed });

    private async Task<Publication> WithPlanAsync(HelpDeskDb db, Publication.Published published, string workflow, int first, MigrationPlan plan, MigrationId? undoes, PersonId by, CancellationToken ct)
    {
        if (published.Number == 1) return published;
        var now = clock.GetUtcNow();
        foreach (var earlier in await db.WorkflowMigrations.UnderWay().Where(m => m.Workflow == workflow).ToListAsync(ct)) earlier.Stop(now);
        var version = db.WorkflowVersions.Local.Single(v => v.Workflow == workflow && v.Number == published.Number);
        var total = plan.Way == MigrationWay.Pin ? 0 : await db.LiveOn(workflow, first, published.Number).CountAsync(ct);
        var migration = new WorkflowMigration(version, first, plan, total, by, now) { Undoes = undoes };
        db.WorkflowMigrations.Add(migration);
        return published with { Migration = migration.Id };
    }

    private static Task<int> NewestAsync(HelpDeskDb db, string workflow, CancellationToken ct) => db.WorkflowVersions.Where(v => v.Workflow == workflow).MaxAsync(v => v.Number, ct);

    private async Task<PublishedWorkflow> VersionAsync(HelpDeskDb db, string workflow, int number, CancellationToken ct) =>
        await library.GetAsync(db, await db.WorkflowVersions.Where(v => v.Workflow == workflow && v.Number == number).Select(v => v.Id).SingleAsync(ct), ct);
}
