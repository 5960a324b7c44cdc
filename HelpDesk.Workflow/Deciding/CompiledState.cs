using System.Collections.Frozen;

namespace HelpDesk.Workflow;

/// <summary>A state, or the nowhere of a case that is being filed, with the steps that can be taken from it.</summary>
internal sealed class CompiledState
{
    private static readonly CompiledStep[] NoSteps = [];

    private readonly FrozenSet<string> steps;
    private readonly FrozenDictionary<Trigger, CompiledStep[]> byTrigger;

    /// <param name="definition">The state; null for nowhere.</param>
    /// <param name="fromHere">The steps that can be taken here, in the order of the file.</param>
    public CompiledState(StateDefinition? definition, IReadOnlyCollection<CompiledStep> fromHere)
    {
        Definition = definition;
        ByHand = [.. fromHere.Where(step => step.Definition.By != Roles.None)];
        steps = fromHere.Select(step => step.Key).ToFrozenSet(StringComparer.Ordinal);
        byTrigger = fromHere
            .SelectMany(step => step.Definition.On, (step, trigger) => (step, trigger))
            .GroupBy(pair => pair.trigger, pair => pair.step)
            // The sort is stable: where orders are equal or absent, the file decides.
            .ToFrozenDictionary(same => same.Key, same => same.OrderBy(step => step.Definition.Order ?? int.MaxValue).ToArray());
        Automatic = On(new(TriggerKind.Automatic));
    }

    public StateDefinition? Definition { get; }

    /// <summary>Steps that people take, in the order of the file.</summary>
    public CompiledStep[] ByHand { get; }

    /// <summary>Steps that need nothing but their guard, first come first.</summary>
    public CompiledStep[] Automatic { get; }

    public bool Has(CompiledStep step) => steps.Contains(step.Key);

    /// <summary>The steps on a happening, first come first.</summary>
    public CompiledStep[] On(Trigger trigger) => byTrigger.GetValueOrDefault(trigger, NoSteps);
}
