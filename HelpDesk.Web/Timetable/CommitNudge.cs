using Hangfire;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>Sends a new mail at once instead of within the minute: after a commit one run is asked for, and no second while that one waits.</summary>
internal sealed partial class CommitNudge(IBackgroundJobClient jobs, Settings settings, ILogger<CommitNudge> log) : ICommitListener
{
    private int waiting;

    public void Told(Committed commit)
    {
        if (!commit.MailIsDue || !settings.Jobs || Interlocked.Exchange(ref waiting, 1) == 1) return;
        try
        {
            jobs.Enqueue<DueMails>(job => job.RunAsync(CancellationToken.None));
        }
        catch (BackgroundJobClientException trouble)
        {
            // The commit stands, and the mail goes out within the minute.
            Begin();
            LogTrouble(trouble);
        }
    }

    public void Begin() => Volatile.Write(ref waiting, 0);

    [LoggerMessage(LogLevel.Warning, "Nobody could be asked to send the mail at once.")]
    private partial void LogTrouble(Exception trouble);
}
