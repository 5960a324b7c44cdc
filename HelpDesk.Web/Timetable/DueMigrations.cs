using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows.Migrating;

namespace HelpDesk.Web.Timetable;

/// <summary>Brings every ticket whose turn it is to the new version of its workflow. What a run does not finish, the next goes on with.</summary>
internal sealed class DueMigrations(TicketCommands tickets, IServiceScopeFactory scopes, ILogger<DueMigrations> log) : DueWork<TicketId>(scopes, log)
{
    protected override IQueryable<TicketId> Due(HelpDeskDb db, HashSet<TicketId> failed) => db.ToBeMigrated().Where(ticket => !failed.Contains(ticket));

    protected override Task<Answer> DoAsync(TicketId id, CancellationToken ct) => tickets.MigrateDueAsync(id, ct);
}
