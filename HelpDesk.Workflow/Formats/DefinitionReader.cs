using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Reads a definition from its JSON form.</summary>
public static class DefinitionReader
{
    /// <summary>Reads a definition and checks its structure. Never throws for a bad document.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The definition when there is no fault, else null, and every fault found.</returns>
    public static (WorkflowDefinition? Definition, ImmutableArray<Fault> Faults) Read(string json) => throw new NotImplementedException(json);
}
