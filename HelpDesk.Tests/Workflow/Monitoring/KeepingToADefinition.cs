using HelpDesk.Tests.Workflow.Logs;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Monitoring;

public sealed class KeepingToADefinition
{
    [Fact]
    public void What_the_core_decided_keeps_to_what_it_decided_by()
    {
        var log = PlayedSupport.Log(300, seed: 7);
        var conformance = Conformance.Of(log, Support.Shipped);

        Assert.Equal([], conformance.Deviations.Select(one => one.ToString()));
        Assert.Equal((300, 1.0), (conformance.Cases, conformance.Fitness));
        Assert.True(log.Events.Length > 1500, "the cases must go somewhere");
    }

    [Theory]
    [InlineData("nonsense", "open", "assigned", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.UnknownStep)]
    [InlineData("assign", "open", "nowhere", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.UnknownState)]
    [InlineData(null, "open", "assigned", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.NoStep)]
    [InlineData("resolve", "open", "resolved", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.NotFromHere)]
    [InlineData("assign", "open", "resolved", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.OtherTarget)]
    [InlineData("assign", "open", "assigned", CaseEventKind.StepTaken, Roles.Customer, DeviationKind.OtherRole)]
    [InlineData("withdraw", "open", "closed", CaseEventKind.TimerFired, Roles.None, DeviationKind.OtherTrigger)]
    [InlineData("ask", "assigned", "pending", CaseEventKind.StepTaken, Roles.Agent, DeviationKind.Gap)]
    public void Each_deviation_is_named(string? step, string from, string to, CaseEventKind kind, Roles by, DeviationKind expected)
    {
        var deviation = Assert.Single(Judged(new(Support.Monday, kind) { Step = step, From = from, To = to, By = by }).Deviations);

        Assert.Equal(expected, deviation.Kind);
        Assert.StartsWith("Case 1: ", deviation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_is_judged_by_the_values_of_that_moment()
    {
        LogEntry[] story =
        [
            Filed() with { Given = Support.Values(("priority", Support.Of("normal"))) },
            new(Support.Monday, CaseEventKind.StepTaken) { Step = "assign", From = "open", To = "assigned", By = Roles.Agent },
            new(Support.Monday, CaseEventKind.StepTaken) { Step = "escalate", From = "assigned", By = Roles.Agent },
            new(Support.Monday, CaseEventKind.Edited) { From = "assigned", Changes = Support.Values(("priority", Support.Of("urgent"))) },
            new(Support.Monday, CaseEventKind.StepTaken) { Step = "escalate", From = "assigned", By = Roles.Agent },
        ];
        var log = RandomLog.Log(story.Select(entry => ("1", entry)));

        Assert.Equal(DeviationKind.GuardFails, Assert.Single(Conformance.Of(log, Support.Shipped).Deviations).Kind);
    }

    [Fact]
    public void Fitness_is_the_share_of_cases_that_keep_to_it()
    {
        var bad = new LogEntry(Support.Monday, CaseEventKind.StepTaken) { Step = "resolve", From = "open", To = "resolved", By = Roles.Agent };
        var log = RandomLog.Log([("1", Filed()), ("1", bad), ("2", Filed()), ("3", Filed()), ("4", Filed())]);

        Assert.Equal(0.75, Conformance.Of(log, Support.Shipped).Fitness);
        Assert.Equal(1, Conformance.Of(CaseLog.Empty, Support.Shipped).Fitness);
    }

    [Fact]
    public void Usual_times_find_the_case_that_is_stuck()
    {
        var log = new CaseLogBuilder();
        for (var i = 0; i < 40; i++)
            log.Add("c" + i, Filed()).Add("c" + i, new(Support.Monday.AddHours(1 + (i / 10.0)), CaseEventKind.StepTaken) { Step = "assign", From = "open", To = "assigned" });
        log.Add("late", Filed() with { At = Support.Monday.AddHours(4) });
        log.Add("fresh", Filed() with { At = Support.Monday.AddHours(7) });

        var stuck = Assert.Single(StuckCase.Of(log.Build(), Support.Shipped.Definition, Support.Monday.AddHours(9)));
        Assert.Equal(("late", "open", TimeSpan.FromHours(5)), (stuck.Case, stuck.State, stuck.Age));
    }

    private static LogEntry Filed() => new(Support.Monday, CaseEventKind.Filed) { Step = "start", To = "open" };

    private static Conformance Judged(LogEntry entry) => Conformance.Of(RandomLog.Log([("1", Filed()), ("1", entry)]), Support.Shipped);
}
