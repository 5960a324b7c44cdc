using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows.Replaying;

namespace HelpDesk.Web.Timetable;

/// <summary>Plays past tickets on drafts, some at a time.</summary>
internal sealed class DueReplays(ReplayCommands replays, IServiceScopeFactory scopes, ILogger<DueReplays> log) : DueWork<ReplayId>(scopes, log)
{
    protected override IQueryable<ReplayId> Due(HelpDeskDb db, HashSet<ReplayId> failed) =>
        db.WorkflowReplays.UnderWay().Where(replay => !failed.Contains(replay.Id)).OrderBy(replay => replay.At).Select(replay => replay.Id);

    protected override async Task<Answer> DoAsync(ReplayId id, CancellationToken ct) =>
        await replays.GoOnAsync(id, ct) ? new Answer.Done(0) : new Answer.NotFound();
}
