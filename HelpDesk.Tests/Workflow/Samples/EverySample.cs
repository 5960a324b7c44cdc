using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Samples;

/// <summary>Each shipped sample is proven, its stories hold, every step of it is told, and it survives being written and drawn.</summary>
public class EverySample
{
    public static TheoryData<string> Keys => [.. SampleWorkflow.All.Select(sample => sample.Key)];

    private static SampleWorkflow Sample(string key) => SampleWorkflow.All.First(sample => sample.Key == key);

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_reads_and_proves_without_an_error_or_a_warning(string key)
    {
        var (definition, faults) = DefinitionReader.Read(Sample(key).Json);
        Assert.Empty(faults.Select(fault => $"{fault.Line}:{fault.Column} {fault.Message}"));
        Assert.Equal(key, definition!.Key);
        Assert.Empty(Proof.Of(definition).Where(finding => finding.Severity != Severity.Hint).Select(finding => $"{finding.Code} {finding.Place}: {finding.Message}"));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_has_two_stories_or_more_and_they_hold(string key)
    {
        var sample = Sample(key);
        Assert.True(sample.Scenarios.Length >= 2);
        var workflow = CompiledWorkflow.Compile(sample.Read());
        foreach (var json in sample.Scenarios)
        {
            var (story, faults) = ScenarioReader.Read(json, workflow.Definition);
            Assert.Empty(faults.Select(fault => $"{fault.Line}:{fault.Column} {fault.Message}"));
            Assert.Empty(ScenarioPlay.Run(story!, workflow).Broken.Select(broken => $"{story!.Name}: {broken.Sentence}"));
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_state_and_step_of_it_is_told(string key)
    {
        var made = Walkthroughs.Of(Sample(key).Read());
        Assert.Empty(made.Untold);
        var workflow = CompiledWorkflow.Compile(Sample(key).Read());
        Assert.Empty(made.All.SelectMany(story => ScenarioPlay.Run(story, workflow).Broken).Select(broken => broken.Sentence));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_survives_being_written_and_drawn(string key)
    {
        var definition = Sample(key).Read();
        Assert.Equal(DefinitionWriter.Hash(definition), DefinitionWriter.Hash(DefinitionReader.Read(DefinitionWriter.Write(definition)).Definition!));
        Assert.Contains("<svg", WorkflowPicture.Svg(definition, new PictureOptions("en")), StringComparison.Ordinal);
        Assert.NotEmpty(WorkflowMermaid.Write(definition));
        Assert.NotEmpty(WorkflowDot.Write(definition));
    }
}
