using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Reads stories from their JSON form (docs/scenarios.md).</summary>
public static class ScenarioReader
{
    /// <summary>Reads a story. Never throws for a bad document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="definition">What the story is about: its keys and values must fit it.</param>
    /// <returns>The story when there is no fault, else null, and every fault found, in the order of the file.</returns>
    public static (Scenario? Scenario, ImmutableArray<Fault> Faults) Read(string json, WorkflowDefinition definition)
    {
        var faults = new FaultList();
        var scenario = DefinitionReader.Tree(json, faults) is { } root ? new ScenarioParser(faults, definition).Read(root) : null;
        return (faults.Count > 0 ? null : scenario, faults.InOrder());
    }
}
