using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>What the desk stored, as the core's log: enough to replay and to measure by.</summary>
public sealed class KeepingTheLog
{
    [Fact]
    public async Task A_missed_deadline_and_a_late_timer_stand_in_it_and_a_replay_agrees()
    {
        await using var house = await RunningServiceLevels.HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await carl.FilesAsync();
        await house.PassAsync(TimeSpan.FromHours(6));
        await sasha.AssignsToSelfAsync(number);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        await house.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(10));

        var (log, workflow) = await LogAsync(house);
        Assert.Equal(1, Punctuality.MissedDeadlines(log)["first-reply"]);
        var reminder = Assert.Single(log.Events.ToArray(), one => one.Kind == CaseEventKind.TimerFired && log.Subjects[one.Subject] == "remind");
        Assert.Equal(600, reminder.SecondsLate);
        var report = Replay.Of(log, workflow, workflow, await SurroundingsAsync(house), house.Clock.GetUtcNow());
        Assert.Equal((1, 1, 1), (report.Count(ReplayOutcome.Same), report.Before.MissedDeadlines, report.After.MissedDeadlines));
    }

    [Fact]
    public async Task Consents_stand_in_it_and_a_replay_agrees()
    {
        await using var house = new TestHouse();
        await house.PublishJsonAsync(Refunds.Json());
        var number = await Refunds.ProposedAsync(house, await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        foreach (var (email, granted) in new[] { (Cast.Mia, true), (Cast.Ada, false) })
        {
            var link = await Refunds.LinkAsync(house, email);
            await (await house.Stranger().GetAsync(link)).Form(link).Fill("comment", "So be it.").Forge("granted", granted ? "true" : "false").SubmitAsync();
        }
        Assert.Equal("checking", (await house.TicketAsync(number)).State);
        var (log, workflow) = await LogAsync(house);
        Assert.Equal(2, log.Events.ToArray().Count(one => one.Kind == CaseEventKind.ApprovalDecided));
        var report = Replay.Of(log, workflow, workflow, await SurroundingsAsync(house), house.Clock.GetUtcNow());
        Assert.Equal(1, report.Count(ReplayOutcome.Same));
    }

    private static Task<Surroundings> SurroundingsAsync(TestHouse house) => house.ReadAsync(db => house.Services.GetRequiredService<WorkflowLibrary>().SurroundingsAsync(db, CancellationToken.None));

    private static Task<(CaseLog, CompiledWorkflow)> LogAsync(TestHouse house) => house.ReadAsync(async db =>
    {
        var workflow = (await house.Services.GetRequiredService<WorkflowLibrary>().CurrentAsync(db, WorkflowLibrary.Standard, CancellationToken.None)).Compiled;
        return (await TicketLog.LastAsync(db, workflow, 100, house.Clock.GetUtcNow(), CancellationToken.None), workflow);
    });
}
