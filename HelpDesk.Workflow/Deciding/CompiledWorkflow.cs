using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A definition compiled once into tables that all cases and threads share.</summary>
public sealed class CompiledWorkflow
{
    private readonly FieldLayout layout;
    private readonly FrozenDictionary<string, CompiledStep> steps;
    private readonly FrozenDictionary<string, CompiledState> states;
    private readonly FrozenDictionary<string, ApprovalDefinition> approvals;
    private readonly CompiledState nowhere;
    private readonly CompiledState unknown = new(null, [], 0);

    private CompiledWorkflow(WorkflowDefinition definition)
    {
        Definition = definition;
        layout = new(definition);
        var stateByKey = definition.States.ToDictionary(state => state.Key, StringComparer.Ordinal);
        var inOrder = definition.Steps.Select((step, index) => new CompiledStep(
            index, step, step.To is null ? null : stateByKey[step.To], layout)).ToArray();
        steps = inOrder.ToFrozenDictionary(step => step.Key, StringComparer.Ordinal);
        states = definition.States.ToFrozenDictionary(
            state => state.Key,
            state => new CompiledState(state, [.. inOrder.Where(step => step.Definition.From.Includes(state))], inOrder.Length),
            StringComparer.Ordinal);
        nowhere = new(null, [.. inOrder.Where(step => step.Definition.From is Source.Nowhere)], inOrder.Length);
        Clocks = [.. definition.Clocks.Select(clock => new CompiledClock(clock, layout))];
        approvals = definition.Approvals.ToFrozenDictionary(approval => approval.Key, StringComparer.Ordinal);
    }

    /// <summary>What it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    internal ImmutableArray<CompiledClock> Clocks { get; }

    /// <summary>Compiles a definition that the reader found without fault.</summary>
    public static CompiledWorkflow Compile(WorkflowDefinition definition) => new(definition);

    /// <summary>The state with this key, or null.</summary>
    public StateDefinition? State(string key) => states.GetValueOrDefault(key)?.Definition;

    /// <summary>The step with this key, or null.</summary>
    public StepDefinition? Step(string key) => steps.GetValueOrDefault(key)?.Definition;

    /// <summary>The built-in or own field with this key, or null.</summary>
    public FieldDefinition? Field(string key) => layout.Find(key) is { } slot ? layout.Fields[slot] : null;

    /// <summary>The approval with this key, or null.</summary>
    public ApprovalDefinition? Approval(string key) => approvals.GetValueOrDefault(key);

    /// <summary>Lays a case's values out for this workflow. A snapshot that holds them so is judged without a look-up; any other is laid out at each call.</summary>
    public CaseFields Bind(IReadOnlyDictionary<string, FieldValue> values) =>
        values is CaseFields bound && ReferenceEquals(bound.Layout, layout) ? bound : CaseFields.Of(layout, values);

    /// <summary>What follows from a command. Pure: same input, same answer, nothing touched.</summary>
    /// <remarks>
    /// A refusal is an answer, never an exception. A state that the workflow does not have (any more) has no steps and no timers.
    /// Whatever the command, automatic steps then run until none applies, at most as many as there are states.
    /// </remarks>
    public Decision Decide(CaseSnapshot subject, Command command, Surroundings surroundings)
    {
        var walk = new Walk(this, subject, command, surroundings);
        return command switch
        {
            Command.Take take => Taking.Decide(walk, take),
            Command.Happened happened => Happening.Decide(walk, happened),
            Command.Fire fire => Firing.Decide(walk, fire),
            Command.Edit edit => Editing.Decide(walk, edit),
            Command.Approve approve => Approving.Decide(walk, approve),
            Command.Lapse lapse => Approving.Decide(walk, lapse),
            _ => throw new ArgumentException($"{command.GetType().Name} is no command of the core.", nameof(command)),
        };
    }

    /// <summary>Every step that these roles could take by hand in this state, in the order of the file, with the reasons where it is off (guards only: what the form will hold is not judged).</summary>
    public ImmutableArray<OfferedStep> Steps(CaseSnapshot subject, Roles by)
    {
        var fields = Bind(subject.Fields);
        var offered = ImmutableArray.CreateBuilder<OfferedStep>();
        foreach (var step in StateOrNowhere(subject.State).ByHand)
            if ((step.Definition.By & by) != Roles.None)
                offered.Add(new(step.Definition, step.GuardReasons(fields)));
        return offered.DrainToImmutable();
    }

    /// <summary>Whether these roles may take a step by hand here and now, its form apart. Allocates nothing on bound values (<see cref="Bind"/>).</summary>
    public bool CanTake(CaseSnapshot subject, Roles by, string step) =>
        steps.TryGetValue(step, out var found)
        && (found.Definition.By & by) != Roles.None
        && StateOrNowhere(subject.State).Has(found)
        && found.GuardHolds(Bind(subject.Fields));

    /// <summary>The step that the system takes when this happens, or null. Allocates nothing on bound values (<see cref="Bind"/>).</summary>
    public StepDefinition? Chosen(CaseSnapshot subject, Trigger trigger)
    {
        var fields = Bind(subject.Fields);
        foreach (var step in StateOrNowhere(subject.State).On(trigger))
            if (step.Applies(fields))
                return step.Definition;
        return null;
    }

    internal CompiledStep? Compiled(string step) => steps.GetValueOrDefault(step);

    internal CompiledState StateOrNowhere(string? state) => state is null ? nowhere : states.GetValueOrDefault(state, unknown);
}
