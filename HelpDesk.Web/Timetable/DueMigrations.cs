using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Timetable;

/// <summary>Brings every ticket whose turn it is to the new version of its workflow, finishes the migrations that have none left, and stops those that a newer version has overtaken. What a run does not finish, the next goes on with.</summary>
internal sealed class DueMigrations(TicketCommands tickets, WorkflowPublishing publishing, IServiceScopeFactory scopes, ILogger<DueMigrations> log) : DueWork<TicketId>(scopes, log)
{
    protected override IQueryable<TicketId> Due(HelpDeskDb db, HashSet<TicketId> failed) => db.ToBeMigrated().Where(ticket => !failed.Contains(ticket));

    protected override Task<Answer> DoAsync(TicketId id, CancellationToken ct) => tickets.MigrateDueAsync(id, ct);

    protected override async Task EndAsync(CancellationToken ct)
    {
        foreach (var id in await ReadAsync(db => db.Overtaken().Select(m => m.Id).ToListAsync(ct))) await publishing.StopAsync(id, ct);
        foreach (var id in await ReadAsync(db => EndedAsync(db, ct))) await publishing.FinishAsync(id, ct);
    }

    // Asked here, so that a run which has nothing to finish does not keep the writers waiting.
    private static async Task<List<MigrationId>> EndedAsync(HelpDeskDb db, CancellationToken ct)
    {
        var ended = new List<MigrationId>();
        foreach (var migration in await db.WorkflowMigrations.AsNoTracking().UnderWay().ToListAsync(ct))
            if (!await db.LeftIn(migration).AnyAsync(ct)) ended.Add(migration.Id);
        return ended;
    }
}
