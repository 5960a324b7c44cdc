using HelpDesk.Web.Desk.Tickets;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Where on the ticket page each step of the standard workflow is found.</summary>
public sealed class OfferingSteps
{
    private static readonly CompiledWorkflow Workflow = CompiledWorkflow.Compile(StandardWorkflow.Read());

    [Fact]
    public void An_open_ticket_is_taken_in_one_click()
    {
        var offers = Offered("open");
        Assert.Equal("assign", offers.Assign?.Key);
        Assert.Null(offers.Suggested);
    }

    [Fact]
    public void The_composer_suggests_the_first_step_that_needs_nothing_but_words()
    {
        Assert.Equal("ask", Offered("assigned").Suggested?.Key);
        Assert.Null(Offered("pending").Suggested);
        Assert.Equal("resolve", Offered("assigned").Solves?.Key);
    }

    [Fact]
    public void What_is_off_keeps_its_reasons()
    {
        var off = Assert.Single(Offered("assigned").Off);
        Assert.Equal(("escalate", ReasonKind.GuardFails), (off.Step.Key, off.Reasons[0].Kind));
        Assert.Equal("escalate", Assert.Single(Offered("assigned", "urgent").ByNote).Key);
    }

    [Fact]
    public void A_manager_who_is_no_agent_gets_the_steps_that_name_managers()
    {
        var offers = Offered("assigned", by: Roles.Manager);
        Assert.Equal(["reassign"], offers.All.Select(offered => offered.Step.Key));
        Assert.Equal("reassign", Assert.Single(offers.ByAssignee).Key);
    }

    [Fact]
    public void What_several_steps_ask_for_is_asked_once()
    {
        var asked = Assert.Single(Offers.Asked(Offered("assigned").ByReply, besides: Requirements.Reply));
        Assert.Equal("resolution", asked.Requirement);
        Assert.Equal("resolve", Assert.Single(asked.Steps).Key);
    }

    [Theory]
    [InlineData("Ask the customer", "ask the customer")]
    [InlineData("SLA breach", "SLA breach")]
    [InlineData("I take it", "I take it")]
    [InlineData("X", "X")]
    public void A_name_within_a_sentence_begins_small_unless_it_is_an_abbreviation(string name, string within) => Assert.Equal(within, StepWords.Within(name));

    private static Offers Offered(string state, string priority = "normal", Roles by = Roles.Agent)
    {
        var fields = new Dictionary<string, FieldValue> { [BuiltInFields.Priority] = FieldValue.Of(priority), [BuiltInFields.Reopenings] = FieldValue.Of(0) };
        return new(Workflow.Steps(new CaseSnapshot(state, 1, fields), by), Workflow);
    }
}
