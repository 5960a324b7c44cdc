using HelpDesk.Tests.House;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Timetable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Timetable;

/// <summary>How a node's jobs do is known from their runs.</summary>
public sealed class KeepingBookOfJobs
{
    private const string Job = "due-mails";

    private readonly FakeTimeProvider clock = new(TestHouse.Monday);
    private readonly JobHealth health;

    public KeepingBookOfJobs() => health = new(clock);

    private JobFacts Facts => With(SharedRun.Unknown);

    private JobFacts With(SharedRun shared) => new(Job, TimeSpan.FromSeconds(5), health.Of(Job), shared, health.Since, clock.GetUtcNow());

    [Fact]
    public void A_run_that_ends_well_is_noted_with_what_it_left()
    {
        health.Begin(Job);
        clock.Advance(TimeSpan.FromSeconds(2));
        health.EndWell(Job, left: 3);
        Assert.Equal((null, TestHouse.Monday.AddSeconds(2), 3, 1L, 0L), (health.Of(Job).RunningSince, health.Of(Job).EndedWellAt, health.Of(Job).Left, health.Of(Job).Runs, health.Of(Job).Failures));
        Assert.Equal(Light.Amber, Facts.Light);
    }

    [Fact]
    public void What_another_node_did_is_neither_late_nor_failing_here()
    {
        SharedRun Ago(int minutes) => new(clock.GetUtcNow().AddMinutes(-minutes), null);
        health.Begin(Job);
        health.EndWell(Job, left: 0);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal([Light.Red, Light.Red, Light.Green], new[] { SharedRun.Unknown, Ago(6), Ago(1) }.Select(shared => With(shared).Light));
        health.Begin(Job);
        health.Fail(Job, new IOException("No space left on device"));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([Light.Red, Light.Red, Light.Green], new[] { SharedRun.Unknown, Ago(3), Ago(1) }.Select(shared => With(shared).Light));
    }

    [Fact]
    public void One_that_fails_is_red_until_it_ends_well()
    {
        health.Begin(Job);
        health.Fail(Job, new InvalidOperationException("outside", new IOException("No space left on device")));
        Assert.Equal((Light.Red, "No space left on device", 1L), (Facts.Light, health.Of(Job).Failure, health.Of(Job).Failures));
        clock.Advance(TimeSpan.FromSeconds(5));
        health.Begin(Job);
        health.EndWell(Job, left: 0);
        Assert.Equal(Light.Green, Facts.Light);
    }

    [Fact]
    public void One_that_hangs_is_seen_although_others_come_and_go_beside_it()
    {
        health.Begin(Job);
        clock.Advance(JobFacts.Patience + TimeSpan.FromSeconds(1));
        health.Begin(Job);
        health.EndWell(Job, left: 0);
        Assert.Equal((TestHouse.Monday, null), (health.Of(Job).RunningSince, health.Of(Job).EndedWellAt));
        Assert.True(Facts.TakesLong);
        Assert.Equal(Light.Amber, Facts.Light);
    }

    [Fact]
    public void One_that_does_not_run_at_all_is_red_after_a_while()
    {
        clock.Advance(JobFacts.Patience);
        Assert.Equal(Light.Green, Facts.Light);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Light.Red, Facts.Light);
    }

    [Fact]
    public async Task Every_job_of_the_timetable_is_watched_where_it_runs()
    {
        await using var house = new TestHouse(new() { ["HelpDesk:Jobs"] = "true" });
        await house.GetCastAsync();
        var watched = house.Services.GetRequiredService<JobHealth>();
        // Hangfire's clock is the real one: these five begin with the house, the others within seconds.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        foreach (var job in new[] { "due-mails", "due-timers", "due-approvals", "due-starts", "due-incoming", "due-migrations", "due-replays" })
            while (watched.Of(job).EndedWellAt is null) await Task.Delay(50, patience.Token);
        Assert.All(HelpDesk.Web.Timetable.Timetable.All, job => Assert.Equal(0, watched.Of(job.Key).Failures));
    }
}
