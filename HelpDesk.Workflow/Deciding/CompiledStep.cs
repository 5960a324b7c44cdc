using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A step with everything about it looked up.</summary>
internal sealed class CompiledStep
{
    private readonly CompiledGuard? guard;
    private readonly int[] requiredFields;

    public CompiledStep(int index, StepDefinition definition, StateDefinition? to, FieldLayout layout)
    {
        (Index, Definition, To) = (index, definition, to);
        guard = definition.When is { } when ? CompiledGuard.From(when, layout) : null;
        requiredFields = [.. definition.Requires.Select(layout.Find).OfType<int>()];
    }

    /// <summary>Its place in the definition's list.</summary>
    public int Index { get; }
    public StepDefinition Definition { get; }
    public string Key => Definition.Key;
    public StateDefinition? To { get; }

    public bool GuardHolds(CaseFields fields) => guard is null || guard.Holds(fields);

    public ImmutableArray<Reason> GuardReasons(CaseFields fields) =>
        GuardHolds(fields) ? [] : [.. guard!.Failing(fields).Select(part => new Reason(ReasonKind.GuardFails, Key, part))];

    /// <summary>For a step without a form: the fields that it needs and the case lacks.</summary>
    public ImmutableArray<Reason> MissingFields(CaseFields fields) => HasFields(fields)
        ? []
        : [.. requiredFields.Where(slot => fields.Values[slot].IsEmpty).Select(slot => new Reason(ReasonKind.Missing, fields.Layout.Fields[slot].Key))];

    /// <summary>Whether the system may take it on these values.</summary>
    public bool Applies(CaseFields fields) => GuardHolds(fields) && HasFields(fields);

    private bool HasFields(CaseFields fields)
    {
        foreach (var slot in requiredFields)
            if (fields.Values[slot].IsEmpty)
                return false;
        return true;
    }
}
