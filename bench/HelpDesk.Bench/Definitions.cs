using BenchmarkDotNet.Attributes;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;

namespace HelpDesk.Bench;

/// <summary>A whole definition: what an editor does at each change.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Definitions
{
    private WorkflowDefinition definition = null!;
    private string json = "";

    [Params("5/11", "40/200", "150/1000")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        var size = Size.Split('/').Select(part => int.Parse(part, null)).ToArray();
        definition = RandomDefinitions.Realistic(1, size[0], size[1]);
        json = DefinitionWriter.Write(definition);
    }

    [Benchmark]
    public int AllChecks() => Proof.Of(definition).Length;

    [Benchmark]
    public CompiledWorkflow Compile() => CompiledWorkflow.Compile(definition);

    [Benchmark]
    public WorkflowDefinition? Read() => DefinitionReader.Read(json).Definition;

    [Benchmark]
    public string Hash() => DefinitionWriter.Hash(definition);
}
