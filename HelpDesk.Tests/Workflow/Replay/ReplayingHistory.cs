using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow.Replay;

public class ReplayingHistory
{
    private static readonly CaseLog Log = PlayedHistories.Of(Shipped, 1, 500);

    private static CompiledWorkflow Draft(string right, string wrong)
    {
        Assert.Contains(right, StandardWorkflow.Json, StringComparison.Ordinal);
        return Compile(StandardWorkflow.Json.Replace(right, wrong, StringComparison.Ordinal));
    }

    private static ReplayReport On(CompiledWorkflow draft) => HelpDesk.Workflow.Replay.Of(Log, Shipped, draft, World, PlayedHistories.End, TestContext.Current.CancellationToken);

    private static Dictionary<ReplayOutcome, int> Outcomes(ReplayReport report) => report.Cases.GroupBy(one => one.Outcome).ToDictionary(same => same.Key, same => same.Count());

    [Fact]
    public void On_the_version_that_it_ran_on_every_case_comes_out_the_same()
    {
        var report = On(Shipped);
        Assert.Equal([ReplayOutcome.Same], Outcomes(report).Keys);
        Assert.Equal(report.Before, report.After);
        Assert.Empty(report.Divergences);
        Assert.True(report.Before is { Mails: > 500, Surveys: > 100, AutomaticClosures: > 30 }, $"{report.Before}");
        Assert.Equal(500, report.Count(ReplayOutcome.Same));
    }

    [Fact]
    public void A_step_that_is_gone_refuses_and_names_who_took_it()
    {
        var report = On(Draft("\"withdraw\": { \"name\": \"I no longer need this\", \"from\": [\"open\", \"assigned\", \"pending\"], \"to\": \"closed\", \"by\": [\"customer\"] },", ""));
        var refused = report.Cases.Where(one => one.Outcome == ReplayOutcome.Refused).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, one => Assert.Equal((Roles.Customer, "withdraw", ReasonKind.UnknownStep), (one.Refusal!.By, one.Refusal.Step, one.Refusal.Reasons[0].Kind)));
        Assert.Equal(refused.Count, report.Divergences.Where(divergence => divergence.Step == "withdraw").Sum(divergence => divergence.Cases));
        Assert.Equal(Taken("withdraw"), refused.Count);
    }

    [Fact]
    public void Another_letter_is_another_effect_and_fewer_mails()
    {
        var report = On(Draft("{ \"mail\": \"new-request\", \"to\": \"team\" }", "{ \"mail\": \"received\", \"to\": \"followers\" }"));
        Assert.Equal([ReplayOutcome.DifferentEffects], Outcomes(report).Keys);
        Assert.Equal(default, report.After - report.Before);
        var fewer = On(Draft(", { \"mail\": \"new-request\", \"to\": \"team\" }", ""));
        Assert.Equal(new(-500, 0, 0, 0), fewer.After - fewer.Before);
    }

    [Fact]
    public void A_shorter_wait_changes_times_ends_and_closures()
    {
        var outcomes = Outcomes(On(Draft("\"close\":  { \"after\": \"5d\"", "\"close\":  { \"after\": \"6d\"")));
        Assert.True(outcomes.GetValueOrDefault(ReplayOutcome.Timing) > 20, string.Join(", ", outcomes));
        var report = On(Draft("\"close\":  { \"after\": \"5d\", \"step\": \"close\" }", "\"later\":  { \"after\": \"5d\", \"effects\": [ { \"mail\": \"reminder\", \"to\": \"team\" } ] }"));
        Assert.True((report.After - report.Before).AutomaticClosures < -20, $"{report.After - report.Before}");
        Assert.True(report.Count(ReplayOutcome.DifferentEnd) > 20);
        Assert.Contains(report.Divergences, divergence => divergence is { State: "resolved", Step: "close" });
    }

    [Fact]
    public void Another_way_to_the_same_end_is_told_apart_from_another_end()
    {
        var report = On(Draft(
            "\"resolve\":  { \"name\": \"Resolve\", \"from\": [\"assigned\", \"pending\"], \"to\": \"resolved\"",
            "\"on-by-itself\": { \"name\": \"On\", \"from\": [\"open\"], \"to\": \"assigned\", \"on\": \"automatic\", \"when\": { \"field\": \"priority\", \"is\": \"urgent\" } }, \"resolve\":  { \"name\": \"Resolve\", \"from\": [\"assigned\", \"pending\"], \"to\": \"resolved\""));
        var outcomes = Outcomes(report);
        Assert.True(outcomes.GetValueOrDefault(ReplayOutcome.Refused) > 20 && outcomes.GetValueOrDefault(ReplayOutcome.Same) > 100, string.Join(", ", outcomes));
        Assert.Contains(report.Cases, one => one.Refusal is { Step: "assign" });
    }

    [Fact]
    public void Clocks_of_the_draft_are_measured()
    {
        var report = On(Draft("\"states\": {", "\"clocks\": { \"reply\": { \"start\": \"created\", \"stop\": \"agent-replied\", \"target\": \"1h\" } }, \"states\": {"));
        Assert.InRange(report.After.MissedDeadlines, 300, 500);
        Assert.Equal(0, report.Before.MissedDeadlines);
        Assert.Equal(500, report.Count(ReplayOutcome.Same));
    }

    /// <summary>A draft with a clock, even one that never starts, is played by decisions; without one by a quicker way that must tell the same.</summary>
    [Fact]
    public void The_quick_way_tells_what_decisions_tell()
    {
        var (told, seeds) = (0, 0);
        for (var seed = 0; told < 60 && seed < 2000; seed++, seeds++)
        {
            var (before, draft) = (RandomDefinitions.Small(seed), RandomDefinitions.Small(seed + 5000) with { Fields = RandomDefinitions.Small(seed).Fields });
            if (!draft.Approvals.IsEmpty || !before.Approvals.IsEmpty || DefinitionReader.Read(DefinitionWriter.Write(draft)).Definition is null)
                continue;
            told++;
            var log = PlayedHistories.Of(CompiledWorkflow.Compile(before), seed, 40);
            foreach (var target in new[] { before, draft })
            {
                var clocked = target with { Clocks = [new("idle", Text.Of("Idle"), [], [], [], null, [])] };
                var (quick, slow) = (Play(log, before, target), Play(log, before, clocked));
                Assert.Equal(slow.Cases.Select(one => (one.Id, one.Outcome, one.End, one.Refusal?.Step)), quick.Cases.Select(one => (one.Id, one.Outcome, one.End, one.Refusal?.Step)));
                Assert.Equal((slow.Before, slow.After), (quick.Before, quick.After));
                Assert.Equal(slow.Divergences.OrderBy(one => $"{one}"), quick.Divergences.OrderBy(one => $"{one}"));
            }
            Assert.All(Play(log, before, before).Cases, one => Assert.Equal(ReplayOutcome.Same, one.Outcome));
        }
        Assert.Equal(60, told);
    }

    private static ReplayReport Play(CaseLog log, WorkflowDefinition before, WorkflowDefinition draft) => HelpDesk.Workflow.Replay.Of(
        log, CompiledWorkflow.Compile(before), CompiledWorkflow.Compile(draft), World, PlayedHistories.End, TestContext.Current.CancellationToken);

    [Fact]
    public void A_replay_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => HelpDesk.Workflow.Replay.Of(Log, Shipped, Shipped, World, PlayedHistories.End, stop.Token));
    }

    private static int Taken(string step)
    {
        var count = 0;
        foreach (var one in Log.Cases)
        {
            foreach (ref readonly var happened in Log.EventsOf(one))
                if (happened.Step >= 0 && Log.Steps[happened.Step] == step)
                {
                    count++;
                    break;
                }
        }
        return count;
    }
}
