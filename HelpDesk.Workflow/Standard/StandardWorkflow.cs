namespace HelpDesk.Workflow;

/// <summary>The workflow that the product is shipped with, and an example of the format.</summary>
public static class StandardWorkflow
{
    /// <summary>Its JSON form.</summary>
    public static string Json { get; } = Shipped.Text("support.json");

    /// <summary>Stories about it, as JSON (<see cref="ScenarioReader"/>).</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Scenarios { get; } =
        [Shipped.Text("answered.scenario.json"), Shipped.Text("unanswered.scenario.json"), Shipped.Text("reopened.scenario.json")];

    /// <summary>Reads it; each call gives an equal definition.</summary>
    public static WorkflowDefinition Read() => DefinitionReader.Read(Json) is ({ } definition, _)
        ? definition
        : throw new InvalidOperationException("The shipped workflow has faults.");
}
