using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Incoming;

namespace HelpDesk.Web.Timetable;

/// <summary>Reads the mails that came in and were stored, oldest first.</summary>
internal sealed class DueIncoming(Handling handling, CommitNudge nudge, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueIncoming> log) : DueWork<IncomingMailId>(scopes, log)
{
    protected override IQueryable<IncomingMailId> Due(HelpDeskDb db, HashSet<IncomingMailId> failed)
    {
        // What is stored from here on asks for a run of its own.
        nudge.BeginIncoming();
        return db.Inbox.DueBy(clock.GetUtcNow()).Where(mail => !failed.Contains(mail.Id)).Select(mail => mail.Id);
    }

    protected override async Task<Answer> DoAsync(IncomingMailId id, CancellationToken ct)
    {
        await handling.HandleAsync(id, ct);
        return new Answer.Done(0);
    }
}
