namespace HelpDesk.Workflow;

/// <summary>The JSON Schema (draft 2020-12) of definitions, for editors: it completes and explains what may be written.</summary>
/// <remarks>It knows the form only. What refers to what, and whether a case always finds a way on, is for <see cref="DefinitionReader"/> and the checks to say.</remarks>
public static class WorkflowSchema
{
    /// <summary>The path under which the product publishes it.</summary>
    public const string Path = "/schemas/workflow-1.json";

    /// <summary>The schema as JSON.</summary>
    public static string Json { get; } = Shipped.Text("workflow-1.json");
}
