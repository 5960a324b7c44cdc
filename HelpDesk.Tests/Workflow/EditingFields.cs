using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

public class EditingFields
{
    private static readonly CompiledWorkflow Watching = Compile(StandardWorkflow.Json.Replace(
        "\"withdraw\":",
        """
        "hurry": { "name": "Hurry", "from": ["open"], "to": "assigned", "on": { "field-changed": "priority" }, "when": { "field": "priority", "atLeast": "high" } },
        "withdraw":
        """,
        StringComparison.Ordinal));

    [Fact]
    public void Only_real_changes_are_listed()
    {
        var stayed = Shipped.Edit(In("open", ("priority", Of("low")), ("team", Of("a"))), Roles.Agent, ("priority", Of("high")), ("team", Of("a"))).Stayed();
        Assert.Equal(("priority", "high"), (Assert.Single(stayed.Changes).Key, stayed.Changes["priority"].Text));
        Assert.Empty(stayed.Path);
    }

    [Fact]
    public void All_is_refused_if_one_is()
    {
        var reasons = Shipped.Edit(In("open"), Roles.Customer, ("channel", Of("x")), ("colour", Of("x")), ("priority", Of("mad")), ("resolution", Of("fixed"))).Refused();
        Assert.Equal(
            [new(ReasonKind.NotSettable, "channel"), new(ReasonKind.UnknownField, "colour"), new(ReasonKind.WrongValue, "priority"), new Reason(ReasonKind.NotSettable, "resolution")],
            reasons);
    }

    [Fact]
    public void A_case_always_has_a_subject_and_a_priority()
    {
        Assert.Equal(new(ReasonKind.WrongValue, "subject"), Shipped.Edit(In("open"), Roles.Agent, ("subject", FieldValue.None)).RefusedOnce());
        Assert.Equal(new(ReasonKind.WrongValue, "subject"), Shipped.Edit(In("open"), Roles.Agent, ("subject", Of("a\r\nBcc: b"))).RefusedOnce());
        Assert.Equal(new(ReasonKind.WrongValue, "priority"), Shipped.Edit(In("open"), Roles.Agent, ("priority", FieldValue.None)).RefusedOnce());
    }

    [Fact]
    public void A_change_takes_the_step_that_is_on_it()
    {
        var moved = Watching.Edit(In("open", ("priority", Of("low"))), Roles.Agent, ("priority", Of("urgent"))).Moved();
        Assert.Equal(("assigned", "hurry"), (moved.State, moved.Path[0].Step));
        Assert.Equal(Of("urgent"), moved.Changes["priority"]);
        Assert.Empty(moved.Path[0].Changes);
    }

    [Fact]
    public void A_change_without_effect_on_the_guard_or_no_change_takes_none()
    {
        Assert.Empty(Watching.Edit(In("open"), Roles.Agent, ("priority", Of("normal"))).Stayed().Path);
        Assert.Empty(Watching.Edit(In("open", ("priority", Of("urgent"))), Roles.Agent, ("priority", Of("urgent"))).Stayed().Path);
    }
}
