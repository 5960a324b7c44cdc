using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Timetable;

/// <summary>What a node does whose database cannot be asked just when it starts.</summary>
public sealed class LayingDownTheJobs
{
    [Fact]
    public async Task They_are_laid_down_a_moment_later_and_run()
    {
        var refused = 0;
        await using var house = new TestHouse(new() { ["HelpDesk:Jobs"] = "true" })
        {
            Furnish = services => services.AddSingleton<IRecurringJobManager>(provider => new Moody(new RecurringJobManager(provider.GetRequiredService<JobStorage>()), () => Interlocked.Increment(ref refused) <= 2)),
        };
        await house.GetCastAsync();
        var (storage, health) = (house.Services.GetRequiredService<JobStorage>(), house.Services.GetRequiredService<JobHealth>());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var jobs = storage.GetReadOnlyConnection();
        while (jobs.GetRecurringJobs().Count < HelpDesk.Web.Timetable.Timetable.All.Count || health.Of("due-timers").Runs == 0) await Task.Delay(100, patience.Token);
        Assert.True(refused > HelpDesk.Web.Timetable.Timetable.All.Count, "Nothing was refused.");
    }

    [Fact]
    public async Task After_the_clock_was_set_back_they_do_not_rest_until_it_has_caught_up()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var (storage, recurring, shared) = (house.Services.GetRequiredService<JobStorage>(), house.Services.GetRequiredService<IRecurringJobManager>(), house.Services.GetRequiredService<SharedRuns>());
        HelpDesk.Web.Timetable.Timetable.Lay(recurring);
        var usual = shared.Read();
        HelpDesk.Web.Timetable.Timetable.LayAgain(recurring, shared);
        Assert.Equal(usual["housekeeping"], shared.Read()["housekeeping"]);

        var later = DateTime.UtcNow.AddHours(2);
        using (var connection = storage.GetConnection())
        using (var change = connection.CreateWriteTransaction())
        {
            change.SetRangeInHash("recurring-job:due-timers", [KeyValuePair.Create("NextExecution", JobHelper.SerializeDateTime(later))]);
            change.AddToSet("recurring-jobs", "due-timers", JobHelper.ToTimestamp(later));
            change.Commit();
        }
        Assert.True(shared.Read()["due-timers"].NextAt > DateTimeOffset.UtcNow.AddHours(1));
        HelpDesk.Web.Timetable.Timetable.LayAgain(recurring, shared);
        Assert.InRange(shared.Read()["due-timers"].NextAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.Equal(HelpDesk.Web.Timetable.Timetable.All.Count, shared.Read().Count);
    }

    /// <summary>Refuses as often as it is told to.</summary>
    private sealed class Moody(RecurringJobManager manager, Func<bool> refuses) : IRecurringJobManager
    {
        public void AddOrUpdate(string recurringJobId, Job job, string cronExpression, RecurringJobOptions options)
        {
            if (refuses()) throw new IOException("The database takes no connection.");
            manager.AddOrUpdate(recurringJobId, job, cronExpression, options);
        }

        public void Trigger(string recurringJobId) => manager.Trigger(recurringJobId);

        public void RemoveIfExists(string recurringJobId) => manager.RemoveIfExists(recurringJobId);
    }
}
