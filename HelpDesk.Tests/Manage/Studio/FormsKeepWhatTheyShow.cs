using System.Collections.Immutable;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Web.Manage.Studio;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>What a form shows and gives back untouched changes nothing: no form loses what it has no control for.</summary>
public sealed class FormsKeepWhatTheyShow
{
    public static TheoryData<string> Shipped => [.. SampleWorkflow.All.Select(sample => sample.Key).Append("support")];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Of_each_part_of_what_is_shipped(string key)
    {
        var definition = key == "support" ? StandardWorkflow.Read() : SampleWorkflow.All.Single(sample => sample.Key == key).Read();
        Assert.NotEmpty(Places(definition));
        foreach (var place in Places(definition)) AssertKept(definition, place);
    }

    [Fact]
    public void Of_each_part_of_random_drafts()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var definition = RandomDefinitions.Realistic(seed, 8, 24);
            foreach (var place in Places(definition)) AssertKept(definition, place);
        }
    }

    private static void AssertKept(WorkflowDefinition definition, Place place)
    {
        var (after, faults) = StudioReading.With(definition, place, StudioReading.InputOf(place, definition)).ToDefinition();
        Assert.True(after is not null, $"{place}: {string.Join(' ', faults.Select(fault => fault.Message))}");
        // What nothing names any more leaves the lists; that is the draft's doing, not the form's.
        var changes = DefinitionDiff.Between(definition, after).Where(change => change.Part != ChangedPart.Workflow).ToImmutableArray();
        Assert.True(changes.IsEmpty, $"{place}: {string.Join(' ', changes.Select(change => change.Sentence))}");
    }

    private static IEnumerable<Place> Places(WorkflowDefinition definition) =>
    [
        .. definition.States.Select(state => new Place(Place.States, state.Key)),
        .. definition.States.SelectMany(state => state.Timers, (state, timer) => new Place(Place.States, state.Key, timer.Key)),
        .. definition.Steps.Select(step => new Place(Place.Steps, step.Key)),
        .. definition.Fields.Select(field => new Place(Place.Fields, field.Key)),
        .. definition.Approvals.Select(approval => new Place(Place.Approvals, approval.Key)),
        .. definition.Clocks.Select(clock => new Place(Place.Clocks, clock.Key)),
    ];
}
