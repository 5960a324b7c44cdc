using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows.Monitoring;

namespace HelpDesk.Web.Timetable;

/// <summary>Counts for monitoring what happened to tickets since the last run.</summary>
internal class DueTallies(Tallying tallying, IServiceScopeFactory scopes, ILogger<DueTallies> log) : DueWork<TicketId>(scopes, log)
{
    protected override IQueryable<TicketId> Due(HelpDeskDb db, HashSet<TicketId> failed) =>
        db.Tickets.Uncounted().Where(ticket => !failed.Contains(ticket.Id)).OrderBy(ticket => ticket.CreatedAt).Select(ticket => ticket.Id);

    protected override async Task<Answer> DoAsync(TicketId id, CancellationToken ct)
    {
        await tallying.CountAsync([id], ct);
        return new Answer.Done(0);
    }

    protected override Task<bool> DoTogetherAsync(IReadOnlyList<TicketId> ids, CancellationToken ct) => tallying.CountAsync(ids, ct);
}

/// <summary>Counts for monitoring the deadlines that were missed while nothing happened.</summary>
internal sealed class DueMisses(Tallying tallying, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueTallies> log) : DueTallies(tallying, scopes, log)
{
    protected override IQueryable<TicketId> Due(HelpDeskDb db, HashSet<TicketId> failed) =>
        db.UncountedMisses(clock.GetUtcNow()).Where(ticket => !failed.Contains(ticket.Id)).OrderBy(ticket => ticket.ClockDueAt).Select(ticket => ticket.Id);
}
