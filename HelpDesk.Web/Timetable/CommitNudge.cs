using Hangfire;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Timetable;

/// <summary>
/// Sends a new mail, and reads one that came in, at once instead of within the minute: after a commit one run is asked for,
/// and no second while that one waits in this process. Where another node takes it on, the next commit after a moment asks again.
/// </summary>
internal sealed partial class CommitNudge(IBackgroundJobClient jobs, Settings settings, TimeProvider clock, ILogger<CommitNudge> log) : ICommitListener
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // When a run was asked for that has not begun here, by the clock's timestamps; 0 where none was.
    private long mails;
    private long incoming;

    public void Told(Committed commit)
    {
        if (!settings.Jobs) return;
        if (commit.MailIsDue) Ask(ref mails, client => client.Enqueue<DueMails>(job => job.RunAsync(CancellationToken.None)));
        if (commit.MailIsIn) Ask(ref incoming, client => client.Enqueue<DueIncoming>(job => job.RunAsync(CancellationToken.None)));
    }

    /// <summary>Mails are being sent: what is added from here on asks for a run of its own.</summary>
    public void Begin() => Volatile.Write(ref mails, 0);

    /// <summary>The same for mails that come in.</summary>
    public void BeginIncoming() => Volatile.Write(ref incoming, 0);

    private void Ask(ref long asked, Action<IBackgroundJobClient> run)
    {
        var (before, now) = (Volatile.Read(ref asked), clock.GetTimestamp());
        if (before != 0 && clock.GetElapsedTime(before, now) < Moment) return;
        if (Interlocked.CompareExchange(ref asked, now, before) != before) return;
        try
        {
            run(jobs);
        }
        catch (BackgroundJobClientException trouble)
        {
            // The commit stands, and it happens within the minute.
            Volatile.Write(ref asked, 0);
            LogTrouble(trouble);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nobody could be asked to see to a mail at once.")]
    private partial void LogTrouble(Exception trouble);
}
