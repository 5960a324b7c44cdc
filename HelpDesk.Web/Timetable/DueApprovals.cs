using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Timetable;

/// <summary>Ends every approval whose time is over.</summary>
internal sealed class DueApprovals(TicketCommands tickets, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueApprovals> log) : DueWork<ApprovalId>(scopes, log)
{
    protected override IQueryable<ApprovalId> Due(HelpDeskDb db, HashSet<ApprovalId> failed) =>
        db.DueApprovals(clock.GetUtcNow()).Where(approval => !failed.Contains(approval.Id)).Select(approval => approval.Id);

    protected override Task<Answer> DoAsync(ApprovalId id, CancellationToken ct) => tickets.LapseDueAsync(id, ct);
}
