using System.Diagnostics.Metrics;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Telemetry;

/// <summary>The house in numbers. They are what was seen last, so that a scrape asks the database nothing; while it does not answer they are absent, not zero.</summary>
internal sealed class HouseMeter : IHostedService
{
    private readonly HouseWatch watch;
    private readonly JobHealth jobs;
    private readonly Settings settings;
    private readonly TimeProvider clock;

    public HouseMeter(IMeterFactory meters, HouseWatch watch, JobHealth jobs, Settings settings, TimeProvider clock)
    {
        (this.watch, this.jobs, this.settings, this.clock) = (watch, jobs, settings, clock);
        var meter = meters.Create(WriteMeter.Name);
        meter.CreateObservableGauge("helpdesk.queue.depth", () => EachQueue(queue => (long)queue.Depth), "{item}", $"What is due and not done yet; no more than {Queues.Most} are counted.");
        meter.CreateObservableGauge("helpdesk.queue.oldest", () => EachQueue(queue => queue.Age(clock.GetUtcNow()).TotalSeconds), "s", "For how long the oldest thing in a queue has been due.");
        meter.CreateObservableGauge("helpdesk.mails.deferred", () => Seen(facts => facts.Queues.PutOff), "{mail}", "Mails that could not leave so far and are tried again.");
        meter.CreateObservableGauge("helpdesk.mails.troubled", () => Seen(facts => facts.Queues.Troubled), "{mail}", "Mails that were refused or parked: a person has to look.");
        meter.CreateObservableGauge("helpdesk.mails.quarantined", () => Seen(facts => facts.Queues.Quarantined), "{mail}", "Mails that came in and wait for a person to decide.");
        meter.CreateObservableGauge("helpdesk.mailboxes.failing", () => Seen(facts => facts.Mailboxes.Count(mailbox => mailbox.FailingSince is not null)), "{mailbox}", "Mailboxes that cannot be read just now.");
        meter.CreateObservableGauge("helpdesk.database.size", () => Seen(facts => facts.Database.Bytes), "By", "How large the database is.");
        meter.CreateObservableGauge("helpdesk.disk.free", () => Seen(facts => facts.Disk.Free), "By", "What is free on the disk of the data directory.");
        meter.CreateObservableGauge("helpdesk.part.red", EachPart, "{part}", "1 where a part of the house is red on the status page, else 0.");
        meter.CreateObservableGauge("helpdesk.job.since_success", () => EachJob(SinceSuccess), "s", "How long ago a job last ended well on this node, or since its start if it never did.");
        meter.CreateObservableCounter("helpdesk.job.runs", () => EachJob(job => jobs.Of(job).Runs), "{run}", "Runs of a job on this node.");
        meter.CreateObservableCounter("helpdesk.job.failures", () => EachJob(job => jobs.Of(job).Failures), "{run}", "Runs of a job on this node that failed.");
    }

    // Made with the house, although nobody asks for it.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private double SinceSuccess(string job) => (clock.GetUtcNow() - (jobs.Of(job).EndedWellAt ?? jobs.Since)).TotalSeconds;

    private IEnumerable<Measurement<T>> EachJob<T>(Func<string, T> value) where T : struct =>
        settings.Jobs ? Timetable.Timetable.All.Select(job => new Measurement<T>(value(job.Key), Tag("job", job.Key))) : [];

    private IEnumerable<Measurement<T>> EachQueue<T>(Func<DueThings, T> value) where T : struct => watch.Latest is not { Queues: var queues } ? [] :
    [
        new(value(queues.Mails), Tag("queue", "mails")),
        new(value(queues.Incoming), Tag("queue", "incoming")),
        new(value(queues.Timers), Tag("queue", "timers")),
        new(value(queues.Approvals), Tag("queue", "approvals")),
    ];

    private IEnumerable<Measurement<int>> EachPart() =>
        Enum.GetValues<HousePart>().Select(part => new Measurement<int>(watch.Red.Contains(part) ? 1 : 0, Tag("part", part.ToString().ToLowerInvariant())));

    private IEnumerable<Measurement<long>> Seen(Func<HouseFacts, long> value) => watch.Latest is { } facts ? [new(value(facts))] : [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new("helpdesk." + name, value);
}
