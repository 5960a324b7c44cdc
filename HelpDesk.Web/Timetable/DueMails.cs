using Hangfire;
using HelpDesk.Web.Mailroom;

namespace HelpDesk.Web.Timetable;

/// <summary>Hands over the mails that are due: every five seconds, for what can be taken back is due a little later, and after a commit that added one.</summary>
internal sealed class DueMails(CommitNudge nudge, OutboxDrain drain)
{
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken ct)
    {
        // What is added from here on asks for a run of its own.
        nudge.Begin();
        return drain.RunAsync(ct);
    }
}
