using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal.Tickets;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Portal;

public sealed class AnsweringAStepsForm
{
    private static readonly StepDefinition Withdraw = Support.Shipped.Definition.Steps.Single(step => step.Key == "withdraw");

    [Fact]
    public void Only_what_the_step_asks_for_is_taken_from_a_form()
    {
        var step = Withdraw with { Requires = [BuiltInFields.Priority] };
        var answers = new StepAnswers { Reply = "hidden", Fields = new() { ["priority"] = "low", ["assignee"] = "me", ["resolution"] = "fixed" } };

        var input = answers.For(step, Support.Shipped);

        Assert.Null(input.Reply);
        Assert.Equal([KeyValuePair.Create("priority", FieldValue.Of("low"))], input.Fields);
    }

    [Fact]
    public void A_step_that_asks_for_a_note_an_agent_or_a_field_of_the_desk_is_not_shown()
    {
        foreach (var requirement in new[] { Requirements.Note, Requirements.Assignee, "resolution" })
            Assert.False(StepAnswers.CanBeGiven(Withdraw with { Requires = [requirement] }, Support.Shipped, Support.In("open").Fields), requirement);
        Assert.True(StepAnswers.CanBeGiven(Withdraw, Support.Shipped, Support.In("open").Fields));
    }

    [Fact]
    public void A_field_of_the_desk_that_has_a_value_already_is_no_hindrance()
    {
        var values = Support.In("assigned", ("resolution", FieldValue.Of("fixed"))).Fields;

        Assert.True(StepAnswers.CanBeGiven(Withdraw with { Requires = ["resolution"] }, Support.Shipped, values));
        Assert.Empty(StepAnswers.AskedBy(Withdraw with { Requires = ["resolution"] }, Support.Shipped));
    }
}
