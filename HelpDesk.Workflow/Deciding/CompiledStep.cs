using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A step with everything about it looked up.</summary>
internal sealed class CompiledStep(StepDefinition definition, StateDefinition? to, CompiledGuard? guard)
{
    public StepDefinition Definition { get; } = definition;
    public string Key => Definition.Key;
    public StateDefinition? To { get; } = to;

    public bool GuardHolds(CaseValues values) => guard is null || guard.Holds(values);

    public ImmutableArray<Reason> GuardReasons(CaseValues values) =>
        GuardHolds(values) ? [] : [.. guard!.Failing(values).Select(part => new Reason(ReasonKind.GuardFails, Key, part))];

    /// <summary>For a step without a form: the fields that it needs and the case lacks.</summary>
    public ImmutableArray<Reason> MissingFields(CaseValues values) =>
        Definition.Requires.IsEmpty ? [] : [.. Definition.Requires.Where(field => values[field].IsEmpty).Select(field => new Reason(ReasonKind.Missing, field))];

    public bool Applies(CaseValues values) => GuardHolds(values) && MissingFields(values).IsEmpty;
}
