using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Timetable;

/// <summary>Lets every timer happen that has come due.</summary>
internal sealed class DueTimers(TicketCommands tickets, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueTimers> log) : DueWork<TimerId>(scopes, log)
{
    protected override IQueryable<TimerId> Due(HelpDeskDb db, HashSet<TimerId> failed) =>
        db.DueTimers(clock.GetUtcNow()).Where(timer => !failed.Contains(timer.Id)).Select(timer => timer.Id);

    protected override Task<Answer> DoAsync(TimerId id, CancellationToken ct) => tickets.FireDueAsync(id, ct);
}
