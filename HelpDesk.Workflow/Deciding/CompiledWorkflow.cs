using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A definition compiled once into tables that all cases and threads share.</summary>
public sealed class CompiledWorkflow
{
    private readonly FrozenDictionary<string, FieldDefinition> fields;
    private readonly FrozenDictionary<string, CompiledStep> steps;
    private readonly FrozenDictionary<string, CompiledState> states;
    private readonly CompiledState nowhere;
    private readonly CompiledState unknown = new(null, []);

    private CompiledWorkflow(WorkflowDefinition definition)
    {
        Definition = definition;
        fields = BuiltInFields.All.Concat(definition.Fields).ToFrozenDictionary(field => field.Key, StringComparer.Ordinal);
        var stateByKey = definition.States.ToDictionary(state => state.Key, StringComparer.Ordinal);
        var inOrder = definition.Steps.Select(step => new CompiledStep(
            step, step.To is null ? null : stateByKey[step.To], step.When is null ? null : CompiledGuard.From(step.When, fields))).ToArray();
        steps = inOrder.ToFrozenDictionary(step => step.Key, StringComparer.Ordinal);
        states = definition.States.ToFrozenDictionary(
            state => state.Key,
            state => new CompiledState(state, [.. inOrder.Where(step => step.Definition.From.Includes(state))]),
            StringComparer.Ordinal);
        nowhere = new(null, [.. inOrder.Where(step => step.Definition.From is Source.Nowhere)]);
    }

    /// <summary>What it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Compiles a definition that the reader found without fault.</summary>
    public static CompiledWorkflow Compile(WorkflowDefinition definition) => new(definition);

    /// <summary>The state with this key, or null.</summary>
    public StateDefinition? State(string key) => states.GetValueOrDefault(key)?.Definition;

    /// <summary>The step with this key, or null.</summary>
    public StepDefinition? Step(string key) => steps.GetValueOrDefault(key)?.Definition;

    /// <summary>The built-in or own field with this key, or null.</summary>
    public FieldDefinition? Field(string key) => fields.GetValueOrDefault(key);

    /// <summary>What follows from a command. Pure: same input, same answer, nothing touched.</summary>
    /// <remarks>
    /// A refusal is an answer, never an exception. A state that the workflow does not have (any more) has no steps and no timers.
    /// Whatever the command, automatic steps then run until none applies, at most as many as there are states.
    /// </remarks>
    public Decision Decide(CaseSnapshot subject, Command command, Surroundings surroundings)
    {
        var walk = new Walk(this, subject, command.At, surroundings);
        return command switch
        {
            Command.Take take => Taking.Decide(walk, take),
            Command.Happened happened => Happening.Decide(walk, happened),
            Command.Fire fire => Firing.Decide(walk, fire),
            Command.Edit edit => Editing.Decide(walk, edit),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of the core.", nameof(command)),
        };
    }

    /// <summary>Every step that these roles could take by hand in this state, in the order of the file, with the reasons where it is off (guards only: what the form will hold is not judged).</summary>
    public ImmutableArray<OfferedStep> Steps(CaseSnapshot subject, Roles by)
    {
        var values = new CaseValues(subject.Fields);
        return [.. StateOrNowhere(subject.State).ByHand
            .Where(step => (step.Definition.By & by) != Roles.None)
            .Select(step => new OfferedStep(step.Definition, step.GuardReasons(values)))];
    }

    internal CompiledStep? Compiled(string step) => steps.GetValueOrDefault(step);

    internal CompiledState StateOrNowhere(string? state) => state is null ? nowhere : states.GetValueOrDefault(state, unknown);
}
