using HelpDesk.Web.Telemetry;

namespace HelpDesk.Web.Manage.Status;

public sealed partial class StatusWords
{
    private IEnumerable<StatusLine> OfJobs(StatusFacts facts, bool administers)
    {
        var house = facts.House;
        yield return OfQueue(words["Timers that are due"], house.Queues.Timers, house, words["See whether the job “Timers” fails, and restart this node if it does not run."]);
        yield return OfQueue(words["Approvals whose time is over"], house.Queues.Approvals, house, words["See whether the job “Approvals” fails, and restart this node if it does not run."]);
        if (!house.RunsJobs) yield return new(words["This node"], Light.Green, Plain(words["It runs no jobs (HelpDesk:Jobs is false); another node must."]));
        foreach (var job in house.Jobs) yield return OfJob(job, administers);
    }

    private StatusLine OfJob(JobFacts job, bool administers)
    {
        var (name, runs) = (NameOf(job.Key), job.Runs);
        if (job.Fails)
            return new(name, job.Light, administers ? words.Html("Failed {0}: {1}", zone.Html(runs.FailedAt!.Value), runs.Failure ?? "") : words.Html("Failed {0}; an administrator sees why.", zone.Html(runs.FailedAt!.Value)),
                words["It is tried again at its next run. If it goes on failing, mend what it says; the log has more."])
            { Link = "/manage/jobs/recurring" };
        if (job.TakesLong)
            return new(name, job.Light, words.Html("Under way since {0}.", zone.Html(runs.RunningSince!.Value)), words["A long queue takes its time. If nothing gets less, restart this node."]);
        if (job.IsLate)
            return new(name, job.Light, runs.EndedWellAt is { } last ? words.Html("Ran last {0}, but comes every {1} seconds.", zone.Html(last), (int)job.Every.TotalSeconds) : words.Html("Has not run since this node started."),
                words["Restart this node. If that does not help, look at the log."])
            { Link = "/manage/jobs/recurring" };
        if (runs.Left > 0)
            return new(name, job.Light, words.Html("{0} things could not be done when it ran {1}.", runs.Left, zone.Html(runs.EndedWellAt!.Value)), words["They are tried again at each run. The log says for each why."]);
        return new(name, job.Light, (runs.EndedWellAt ?? job.Shared.BegunWellAt, job.Shared.NextAt) switch
        {
            ({ } ended, { } next) => words.Html("Ended well {0}, comes next {1}.", zone.Html(ended), zone.Html(next)),
            ({ } ended, null) => words.Html("Ended well {0}.", zone.Html(ended)),
            (null, { } next) => words.Html("Comes first {0}.", zone.Html(next)),
            _ => words.Html("Has not run yet."),
        });
    }

    private string NameOf(string job) => job switch
    {
        "due-mails" => words["Mails that leave"],
        "due-incoming" => words["Mails that came in"],
        "due-timers" => words["Timers"],
        "due-approvals" => words["Approvals"],
        "due-starts" => words["Schedules"],
        "due-migrations" => words["Moves to a new version of a workflow"],
        "due-replays" => words["Replays of drafts"],
        "due-tallies" => words["Figures of monitoring"],
        "due-misses" => words["Missed deadlines"],
        "due-chains" => words["Chaining of older events"],
        "due-indexing" => words["Search’s index"],
        "housekeeping" => words["Housekeeping, once a day"],
        _ => ManageWords.Spoken(job),
    };
}
