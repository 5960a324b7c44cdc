using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>Sasha asks for a refund; two managers must consent within three working days.</summary>
public class AskingForAnApproval
{
    private static readonly CompiledWorkflow Refunds = Compile("""
        { "workflow": "w", "name": "W", "calendars": ["business"],
          "approvals": { "refund": { "by": "manager", "needs": 2, "protects": ["paid"], "within": "3d", "calendar": "business" } },
          "states": { "open": { "name": "O", "phase": "open" }, "waiting": { "name": "W", "phase": "onHold" }, "paid": { "name": "P", "phase": "resolved" }, "over": { "name": "E", "phase": "closed" } },
          "steps": {
            "start": { "name": "S", "on": "created", "to": "open" },
            "ask": { "name": "A", "by": ["agent", "manager"], "from": ["open"], "to": "waiting", "effects": [ { "approval": "refund" } ] },
            "pay": { "name": "P", "on": { "approval-granted": "refund" }, "from": ["waiting"], "to": "paid" },
            "deny": { "name": "D", "on": { "approval-denied": "refund" }, "from": ["waiting"], "to": "open" },
            "end": { "name": "E", "by": ["agent"], "from": "every", "to": "over" } } }
        """);

    private static Played Asked() => new Played(Refunds, In("open")).Take(Monday, "ask", actor: "sasha");

    private static Command.Approve Says(string who, bool granted, int round = 1, Roles by = Roles.Manager) =>
        new(by, Monday.AddHours(1), "refund", round, granted) { Actor = who };

    [Fact]
    public void The_case_waits_and_the_effect_is_told()
    {
        var played = Asked();
        var asked = played.Last.Moved().Approvals["refund"];
        Assert.Equal((ApprovalStatus.Asked, 1, "sasha", Monday.AddDays(3)), (asked.Status, asked.Round, asked.AskedBy, asked.DueAt!.Value));
        Assert.Equal([new Effect.Approval("refund")], played.Last.Moved().Path[0].Effects);
    }

    [Fact]
    public void As_many_as_needed_grant_it_and_the_case_moves_on()
    {
        var played = Asked().Do(Says("mia", true));
        Assert.Equal((ApprovalStatus.Asked, "waiting"), (played.Last.Stayed().Approvals["refund"].Status, played.Case.State));
        played.Do(Says("ada", true));
        Assert.Equal((ApprovalStatus.Granted, "paid"), (played.Last.Moved().Approvals["refund"].Status, played.Case.State));
        Assert.Equal(["mia", "ada"], played.Case.Approvals["refund"].Consents);
    }

    [Fact]
    public void One_who_denies_is_enough()
    {
        var played = Asked().Do(Says("mia", true)).Do(Says("ada", false));
        Assert.Equal((ApprovalStatus.Denied, "open"), (played.Last.Moved().Approvals["refund"].Status, played.Case.State));
        Assert.Equal(new(ReasonKind.NotAsked, "refund"), played.Do(Says("mia", true)).Last.RefusedOnce());
    }

    [Fact]
    public void Time_denies_it_once_and_only_its_own_round()
    {
        var played = Asked().Do(new Command.Lapse(Monday.AddDays(3), "refund", 1));
        Assert.Equal("open", played.Last.Moved().State);
        played.Take(Monday.AddDays(4), "ask", actor: "sasha");
        Assert.Equal(2, played.Case.Approvals["refund"].Round);
        Assert.Equal(ReasonKind.NotAsked, played.Do(new Command.Lapse(Monday.AddDays(5), "refund", 1)).Last.RefusedOnce().Kind);
        Assert.Equal(ReasonKind.NotAsked, played.Do(Says("mia", true)).Last.RefusedOnce().Kind);
        Assert.Single(played.Do(Says("mia", true, round: 2)).Case.Approvals["refund"].Consents);
    }

    [Fact]
    public void Who_may_not_decide_is_told_why()
    {
        Assert.Equal(ReasonKind.NotYourApproval, Asked().Do(Says("tom", true, by: Roles.Agent)).Last.RefusedOnce().Kind);
        Assert.Equal(ReasonKind.OwnRequest, new Played(Refunds, In("open")).Take(Monday, "ask", by: Roles.Manager, actor: "mia").Do(Says("mia", true)).Last.RefusedOnce().Kind);
        Assert.Equal(ReasonKind.AlreadyDecided, Asked().Do(Says("mia", true)).Do(Says("mia", true)).Last.RefusedOnce().Kind);
        Assert.Equal(ReasonKind.NotAsked, new Played(Refunds, In("open")).Do(Says("mia", true)).Last.RefusedOnce().Kind);
        Assert.Equal(ReasonKind.UnknownApproval, Asked().Do(new Command.Approve(Roles.Manager, Monday, "rise", 1, true) { Actor = "mia" }).Last.RefusedOnce().Kind);
        Assert.Throws<ArgumentException>(() => Asked().Do(new Command.Approve(Roles.Manager, Monday, "refund", 1, true)));
        Assert.All(Asked().Do(Says("sasha", true)).Last.Refused(), reason => Assert.EndsWith(".", reason.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_closed_case_asks_nobody_any_more()
    {
        var played = Asked().Take(Monday.AddHours(2), "end");
        Assert.Equal(ApprovalStatus.Withdrawn, played.Case.Approvals["refund"].Status);
        Assert.Equal(ReasonKind.NotAsked, played.Do(Says("mia", true)).Last.RefusedOnce().Kind);
    }

    [Fact]
    public void An_outcome_that_no_step_is_on_is_kept_and_the_case_stays()
    {
        var played = new Played(Refunds, Asked().Case with { State = "open" }).Do(Says("mia", false));
        Assert.Equal((ApprovalStatus.Denied, "open"), (played.Last.Stayed().Approvals["refund"].Status, played.Case.State));
    }

    [Fact]
    public void Nobody_says_that_it_was_granted() =>
        Assert.Throws<ArgumentException>(() => Refunds.Decide(In("waiting"), new Command.Happened(Roles.None, Monday, new(TriggerKind.ApprovalGranted, "refund")), World));
}
