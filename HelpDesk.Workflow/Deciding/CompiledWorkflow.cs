using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A definition compiled once into tables that all cases and threads share.</summary>
public sealed class CompiledWorkflow
{
    private CompiledWorkflow(WorkflowDefinition definition) => Definition = definition;

    /// <summary>What it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Compiles a definition that the reader found without fault.</summary>
    public static CompiledWorkflow Compile(WorkflowDefinition definition) => new(definition);

    /// <summary>The state with this key, or null.</summary>
    public StateDefinition? State(string key) => throw new NotImplementedException(key);

    /// <summary>The step with this key, or null.</summary>
    public StepDefinition? Step(string key) => throw new NotImplementedException(key);

    /// <summary>The built-in or own field with this key, or null.</summary>
    public FieldDefinition? Field(string key) => throw new NotImplementedException(key);

    /// <summary>What follows from a command. Pure: same input, same answer, nothing touched.</summary>
    public Decision Decide(CaseSnapshot subject, Command command, Surroundings surroundings) => throw new NotImplementedException();

    /// <summary>Every step that these roles could take by hand in this state, in the order of the file, with the reasons where it is off (guards only: what the form will hold is not judged).</summary>
    public ImmutableArray<OfferedStep> Steps(CaseSnapshot subject, Roles by) => throw new NotImplementedException();
}
