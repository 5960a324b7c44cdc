using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Workflows.Migrating;

/// <summary>Which migrations are under way, and what is still to do in them.</summary>
public static class MigrationQueries
{
    /// <summary>Not finished, and stopped by nobody.</summary>
    public static IQueryable<WorkflowMigration> UnderWay(this IQueryable<WorkflowMigration> migrations) => migrations.Where(m => m.FinishedAt == null && m.StoppedAt == null);

    /// <summary>Live tickets of a workflow on its versions from one number up to, and without, another.</summary>
    public static IQueryable<Ticket> LiveOn(this HelpDeskDb db, string workflow, int from, int until) =>
        db.Tickets.Where(t => t.Phase < Phase.Closed && db.WorkflowVersions.Any(v => v.Id == t.WorkflowVersionId && v.Workflow == workflow && v.Number >= from && v.Number < until));

    /// <summary>Live tickets that a migration has still to look at. A drain tries again at each step, which spam does not take.</summary>
    public static IQueryable<Ticket> LeftIn(this HelpDeskDb db, WorkflowMigration migration) =>
        db.LiveOn(migration.Workflow, migration.FirstNumber, migration.TargetNumber)
            .Where(t => !db.MigratedTickets.Any(m => m.MigrationId == migration.Id && m.TicketId == t.Id && (m.ToState != null || migration.Way != MigrationWay.Drain)))
            .Where(t => migration.Way != MigrationWay.Drain || t.SpamSince == null);

    /// <summary>Under way although there is a newer version: somebody published it at the moment in which this one was begun or went on.</summary>
    public static IQueryable<WorkflowMigration> Overtaken(this HelpDeskDb db) =>
        db.WorkflowMigrations.UnderWay().Where(m => db.WorkflowMigrations.Any(later => later.Workflow == m.Workflow && later.TargetNumber > m.TargetNumber));

    /// <summary>Tickets whose turn it is in the migrations that move all tickets now.</summary>
    public static IQueryable<TicketId> ToBeMigrated(this HelpDeskDb db) =>
        from migration in db.WorkflowMigrations.UnderWay()
        where migration.Way == MigrationWay.Adopt && !db.WorkflowMigrations.Any(later => later.Workflow == migration.Workflow && later.TargetNumber > migration.TargetNumber)
        from version in db.WorkflowVersions
        where version.Workflow == migration.Workflow && version.Number >= migration.FirstNumber && version.Number < migration.TargetNumber
        from ticket in db.Tickets
        where ticket.WorkflowVersionId == version.Id && ticket.Phase < Phase.Closed && !db.MigratedTickets.Any(m => m.MigrationId == migration.Id && m.TicketId == ticket.Id)
        orderby ticket.Number
        select ticket.Id;
}
