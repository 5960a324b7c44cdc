using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Web.Timetable;

/// <summary>Files a ticket for every schedule whose time has come.</summary>
internal sealed class DueStarts(TicketCommands tickets, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueStarts> log) : DueWork<ScheduledStartId>(scopes, log)
{
    protected override IQueryable<ScheduledStartId> Due(HelpDeskDb db, HashSet<ScheduledStartId> failed) =>
        db.ScheduledStarts.DueBy(clock.GetUtcNow()).Where(start => !failed.Contains(start.Id)).Select(start => start.Id);

    protected override Task<Answer> DoAsync(ScheduledStartId id, CancellationToken ct) => tickets.FileDueAsync(id, ct);
}
