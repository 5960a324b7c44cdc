using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

public class RefusingACommand
{
    [Fact]
    public void An_unknown_step() => Assert.Equal(new(ReasonKind.UnknownStep, "dance"), Shipped.Take(In("open"), Roles.Agent, "dance").RefusedOnce());

    [Fact]
    public void A_step_from_elsewhere() => Assert.Equal(new(ReasonKind.NotFromHere, "assign"), Shipped.Take(In("closed"), Roles.Agent, "assign").RefusedOnce());

    [Fact]
    public void A_step_of_another_role() => Assert.Equal(new(ReasonKind.NotYours, "assign"), Shipped.Take(In("open"), Roles.Customer, "assign").RefusedOnce());

    [Fact]
    public void A_step_of_the_system() => Assert.Equal(new(ReasonKind.NotYours, "close"), Shipped.Take(In("resolved"), Roles.Manager, "close").RefusedOnce());

    [Fact]
    public void A_guard_that_fails_says_which_part_in_words()
    {
        var reason = Shipped.Take(In("assigned"), Roles.Agent, "escalate", Form(note: true)).RefusedOnce();
        Assert.Equal((ReasonKind.GuardFails, "escalate"), (reason.Kind, reason.Key));
        Assert.Equal("Only when: Priority is high or urgent, or reopenings is at least 2.", reason.ToString());
    }

    [Fact]
    public void Everything_that_a_form_lacks_at_once() =>
        Assert.Equal(
            [new(ReasonKind.Missing, "reply"), new Reason(ReasonKind.Missing, "resolution")],
            Shipped.Take(In("assigned"), Roles.Agent, "resolve").Refused());

    [Fact]
    public void An_assignee_that_the_case_has_already_but_the_form_does_not_name() =>
        Assert.Equal(new(ReasonKind.Missing, "assignee"), Shipped.Take(In("open", ("assignee", Of("ann"))), Roles.Agent, "assign").RefusedOnce());

    [Fact]
    public void A_required_field_that_the_form_empties() =>
        Assert.Equal(
            new(ReasonKind.Missing, "resolution"),
            Shipped.Take(In("assigned", ("resolution", Of("fixed"))), Roles.Agent, "resolve", Form(reply: true, fields: ("resolution", FieldValue.None))).RefusedOnce());

    [Fact]
    public void More_than_a_form_asks_for()
    {
        var form = Form(reply: true, assignee: "eve", fields: [("priority", Of("urgent")), ("resolution", Of("magic")), ("colour", Of("red")), ("reopenings", FieldValue.Of(0m))]);
        Assert.Equal(
            [
                new(ReasonKind.NotSettable, "assignee"), new(ReasonKind.UnknownField, "colour"), new(ReasonKind.NotSettable, "priority"),
                new(ReasonKind.NotSettable, "reopenings"), new Reason(ReasonKind.WrongValue, "resolution"),
            ],
            Shipped.Take(In("assigned"), Roles.Agent, "resolve", form).Refused());
    }

    [Fact]
    public void An_assignee_among_the_fields() =>
        Assert.Contains(new(ReasonKind.NotSettable, "assignee"), Shipped.Take(In("open"), Roles.Agent, "assign", Form(assignee: "ann", fields: ("assignee", Of("eve")))).Refused());

    [Fact]
    public void A_required_field_that_the_role_may_not_set()
    {
        var workflow = Compile(StandardWorkflow.Json.Replace("\"by\": [\"customer\"]", "\"by\": [\"customer\"], \"requires\": [\"resolution\"]", StringComparison.Ordinal));
        Assert.Equal(
            new(ReasonKind.NotSettable, "resolution"),
            workflow.Take(In("assigned"), Roles.Customer, "withdraw", Form(fields: ("resolution", Of("fixed")))).RefusedOnce());
        workflow.Take(In("assigned", ("resolution", Of("fixed"))), Roles.Customer, "withdraw").Moved();
    }

    [Fact]
    public void A_timer_of_an_earlier_stay() => Assert.Equal(new(ReasonKind.StayIsOver, "remind"), Shipped.Fire(In("pending"), "remind", entry: 2).RefusedOnce());

    [Fact]
    public void A_timer_that_the_state_does_not_have()
    {
        Assert.Equal(new(ReasonKind.UnknownTimer, "remind"), Shipped.Fire(In("open"), "remind").RefusedOnce());
        Assert.Equal(new(ReasonKind.UnknownTimer, "remind"), Shipped.Fire(In("gone"), "remind").RefusedOnce());
    }

    [Fact]
    public void A_timer_whose_step_is_off()
    {
        var workflow = Compile(StandardWorkflow.Json.Replace("\"on\": [\"survey-answered\", \"timer\"]", "\"on\": [\"survey-answered\", \"timer\"], \"requires\": [\"resolution\"], \"when\": { \"all\": [ { \"field\": \"priority\", \"is\": \"low\" }, { \"field\": \"team\", \"empty\": true } ] }", StringComparison.Ordinal));
        var reason = workflow.Fire(In("resolved"), "close").RefusedOnce();
        Assert.Equal("Only when: Priority is low.", reason.ToString());
        Assert.Equal(new(ReasonKind.Missing, "resolution"), workflow.Fire(In("resolved", ("priority", Of("low"))), "close").RefusedOnce());
        Assert.Empty(workflow.Happens(In("resolved"), TriggerKind.SurveyAnswered).Stayed().Path);
    }

    [Fact]
    public void Filing_where_no_start_applies()
    {
        var workflow = Compile(StandardWorkflow.Json.Replace("\"on\": \"created\"", "\"on\": \"created\", \"when\": { \"field\": \"channel\", \"is\": \"web\" }", StringComparison.Ordinal));
        Assert.Equal(new(ReasonKind.NoStart), workflow.Happens(In(null), TriggerKind.Created).RefusedOnce());
        workflow.Happens(In(null, ("channel", Of("web"))), TriggerKind.Created).Moved();
    }

    [Fact]
    public void A_happening_that_nothing_but_the_core_may_report_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => Shipped.Happens(In("resolved"), TriggerKind.Timer));

    [Fact]
    public void Every_kind_of_reason_has_its_words() =>
        Assert.All(Enum.GetValues<ReasonKind>(), kind => Assert.EndsWith(".", new Reason(kind, "x").ToString(), StringComparison.Ordinal));
}
