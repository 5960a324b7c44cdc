using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// How tickets come to another version of their workflow, each in a transaction of its own.
public sealed partial class TicketCommands
{
    // After each step of a person's.
    private static readonly QuickQuery<string, int, WorkflowMigration> Drains = new((db, workflow, number) => db.WorkflowMigrations.UnderWay()
        .Where(m => m.Way == MigrationWay.Drain && m.Workflow == workflow && m.FirstNumber <= number && m.TargetNumber > number).OrderByDescending(m => m.TargetNumber).Take(1));

    /// <summary>Migrates a ticket whose turn it is. Safe to call twice: who has come to the version, or could not, is left alone.</summary>
    public Task<Answer> MigrateDueAsync(TicketId id, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (!await db.ToBeMigrated().ContainsAsync(id, cancel)) return (Answer)new Answer.NotFound();
            var ticket = await db.Tickets.SingleAsync(t => t.Id == id, cancel);
            var version = await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel);
            var migration = await db.WorkflowMigrations.UnderWay().Where(m => m.Way == MigrationWay.Adopt && m.Workflow == version.Definition.Key).OrderByDescending(m => m.TargetNumber).FirstAsync(cancel);
            await MigrateAsync(db, ticket, version, migration, cancel);
            return new Answer.Done(ticket.Number);
        }, OnConflict.DecideAnew, ct);

    /// <summary>Where a version drains its predecessors, a ticket follows it after a step that a person took.</summary>
    private async Task DrainAsync(HelpDeskDb db, Ticket ticket, Act act, CancellationToken ct)
    {
        if (act.By is null || ticket.Phase == Phase.Closed) return;
        if (await Drains.ListAsync(db, act.Workflow.Definition.Key, act.Workflow.Number, ct) is [var migration]) await MigrateAsync(db, ticket, act.Workflow, migration, ct);
    }

    private async Task MigrateAsync(HelpDeskDb db, Ticket ticket, PublishedWorkflow from, WorkflowMigration migration, CancellationToken ct)
    {
        await TimersOfStay.ListAsync(db, ticket.Id, ticket.Entry, ct);
        var (target, map) = await PlaceAsync(db, ticket, from, migration, ct);
        var act = await ActForAsync(db, target, migration.By, Roles.Manager, CommandId.New(), ticket.TeamId, ticket, ct);
        if (from.HasApprovals) await db.TicketApprovals.Include(a => a.Approvers).Where(a => a.TicketId == ticket.Id).LoadAsync(ct);
        // In a drain, one that could not follow before may be able to by now.
        if (await db.MigratedTickets.FindAsync([migration.Id, ticket.Id], ct) is not { } kept) db.MigratedTickets.Add(kept = new MigratedTicket(migration.Id, ticket));
        kept.LookAt(ticket, act.At);
        switch (ticket.Migrated(target.Compiled, map, act.At, act.Surroundings))
        {
            case MigrationOutcome.Ready ready:
                // Those due at once go one after the other, as they are migrated.
                var place = await db.MigratedTickets.CountAsync(m => m.MigrationId == migration.Id, ct);
                ticket.Migrate(ready.Spread(act.At, WorkflowMigration.SpreadOver, Math.Min(place, migration.Total), Math.Max(1, migration.Total)), from.Number, act);
                kept.Moved(ready.State, ticket.Entry);
                await FollowAsync(db, ticket, act, ct);
                break;
            case MigrationOutcome.Blocked blocked:
                kept.Blocked(blocked.Obstacles);
                break;
        }
    }

    /// <summary>Which version a ticket comes to, and by which map. An undo brings one that has not moved since back to where it was.</summary>
    private async Task<(PublishedWorkflow Target, MigrationMap Map)> PlaceAsync(HelpDeskDb db, Ticket ticket, PublishedWorkflow from, WorkflowMigration migration, CancellationToken ct)
    {
        var target = await workflows.GetAsync(db, migration.Target, ct);
        if (migration.Undoes is not { } undone || await db.MigratedTickets.AsNoTracking().SingleOrDefaultAsync(m => m.MigrationId == undone && m.TicketId == ticket.Id && m.ToState != null, ct) is not { } kept)
            return (target, migration.Map);
        var before = await workflows.GetAsync(db, kept.FromVersion, ct);
        // The version that the undo published says the same as the one before: those tickets need not stay behind.
        var home = before.Sha256 == target.Sha256 ? target : before;
        if (kept.Entry == ticket.Entry && kept.ToState == ticket.State) return (home, new(MigrationMap.ByKey.States.SetItem(ticket.State, kept.FromState)));
        return home == target ? (target, migration.Map) : (home, MigrationMap.Suggest(from.Definition, home.Definition));
    }
}
