using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Portal;

public sealed class TheProgressLine
{
    [Fact]
    public void Shows_the_main_line_in_the_customers_words()
    {
        Assert.Equal(
            ["Received Now", "Being worked on Ahead", "Solved Ahead", "Closed Ahead"],
            Line("open", Phase.Open));
    }

    [Fact]
    public void Shows_waiting_as_a_pause_on_the_stage_that_was_reached()
    {
        Assert.Equal(
            ["Received Done", "Being worked on Paused: Waiting for you", "Solved Ahead", "Closed Ahead"],
            Line("pending", Phase.Open, Phase.Assigned, Phase.Pending));
    }

    [Fact]
    public void Goes_back_with_a_request_that_is_taken_up_again()
    {
        Assert.Equal(
            ["Received Done", "Being worked on Now", "Solved Ahead", "Closed Ahead"],
            Line("assigned", Phase.Open, Phase.Assigned, Phase.Resolved));
    }

    [Fact]
    public void Does_not_show_stages_that_were_passed_over()
    {
        Assert.Equal(["Received Done", "Closed Done"], Line("closed", Phase.Open, Phase.Closed));
    }

    [Fact]
    public void Leaves_out_phases_that_the_workflow_does_not_have_and_names_the_state_it_stands_in()
    {
        var workflow = Of(("new", Phase.Open, "We have it"), ("check", Phase.Open, "Being checked"), ("parts", Phase.OnHold, "Waiting for parts"), ("done", Phase.Closed, "Done"));

        Assert.Equal(["Being checked Now", "Done Ahead"], Line(workflow, "check", Phase.Open));
        Assert.Equal(["We have it Paused: Waiting for parts", "Done Ahead"], Line(workflow, "parts", Phase.Open, Phase.OnHold));
    }

    [Fact]
    public void Marks_exactly_one_stage_as_here()
    {
        foreach (var state in Support.Shipped.Definition.States)
            Assert.Single(ProgressLine.Of(Support.Shipped.Definition, state, new HashSet<Phase> { Phase.Open, Phase.Assigned, state.Phase }, "en"), stage => stage.Here);
    }

    private static IEnumerable<string> Line(string state, params Phase[] passed) => Line(Support.Shipped.Definition, state, passed);

    private static IEnumerable<string> Line(WorkflowDefinition workflow, string state, params Phase[] passed) =>
        ProgressLine.Of(workflow, workflow.States.Single(s => s.Key == state), passed.ToHashSet(), "en")
            .Select(stage => $"{stage.Words} {stage.Mark}{(stage.Pause is null ? "" : $": {stage.Pause}")}");

    private static WorkflowDefinition Of(params (string Key, Phase Phase, string Words)[] states) => Support.Shipped.Definition with
    {
        States = [.. states.Select(s => new StateDefinition(s.Key, Text.Of(s.Key), s.Phase, Text.Of(s.Words), [], []))],
        Steps = [],
    };
}
