using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Timetable;

/// <summary>Chains the events of tickets that are older than the hash chain, some at a time: after the upgrade that brought it, and never again.</summary>
internal sealed class DueChains(TicketCommands tickets, IServiceScopeFactory scopes, ILogger<DueChains> log) : DueWork<TicketId>(scopes, log)
{
    protected override IQueryable<TicketId> Due(HelpDeskDb db, HashSet<TicketId> failed) =>
        db.Tickets.Unchained().Where(ticket => !failed.Contains(ticket.Id)).OrderBy(ticket => ticket.CreatedAt).Select(ticket => ticket.Id);

    protected override async Task<Answer> DoAsync(TicketId id, CancellationToken ct)
    {
        await tickets.ChainAsync([id], ct);
        return new Answer.Done(0);
    }

    protected override Task<bool> DoTogetherAsync(IReadOnlyList<TicketId> ids, CancellationToken ct) => tickets.ChainAsync(ids, ct);
}
