using System.Collections.Frozen;

namespace HelpDesk.Workflow;

/// <summary>A state, or the nowhere of a case that is being filed, with the steps that can be taken from it.</summary>
internal sealed class CompiledState
{
    private static readonly CompiledStep[] NoSteps = [];
    private static readonly int Kinds = Enum.GetValues<TriggerKind>().Length;

    private readonly bool[] has;
    private readonly CompiledStep[][] byKind;
    private readonly FrozenDictionary<Trigger, CompiledStep[]> byKey;

    /// <param name="definition">The state; null for nowhere.</param>
    /// <param name="fromHere">The steps that can be taken here, in the order of the file.</param>
    /// <param name="all">How many steps the workflow has.</param>
    public CompiledState(StateDefinition? definition, IReadOnlyCollection<CompiledStep> fromHere, int all)
    {
        Definition = definition;
        ByHand = [.. fromHere.Where(step => step.Definition.By != Roles.None)];
        has = new bool[all];
        foreach (var step in fromHere)
            has[step.Index] = true;
        var groups = fromHere
            .SelectMany(step => step.Definition.On, (step, trigger) => (step, trigger))
            .GroupBy(pair => pair.trigger, pair => pair.step)
            // The sort is stable: where orders are equal or absent, the file decides.
            .ToDictionary(same => same.Key, same => same.OrderBy(step => step.Definition.Order ?? int.MaxValue).ToArray());
        byKind = [.. Enumerable.Range(0, Kinds).Select(kind => groups.GetValueOrDefault(new((TriggerKind)kind), NoSteps))];
        byKey = groups.Where(group => group.Key.Key is not null).ToFrozenDictionary();
        Automatic = On(new(TriggerKind.Automatic));
    }

    public StateDefinition? Definition { get; }

    /// <summary>Steps that people take, in the order of the file.</summary>
    public CompiledStep[] ByHand { get; }

    /// <summary>Steps that need nothing but their guard, first come first.</summary>
    public CompiledStep[] Automatic { get; }

    public bool Has(CompiledStep step) => (uint)step.Index < (uint)has.Length && has[step.Index];

    /// <summary>The steps on a happening, first come first.</summary>
    public CompiledStep[] On(Trigger trigger) =>
        trigger.Key is null ? byKind[(int)trigger.Kind] : byKey.GetValueOrDefault(trigger, NoSteps);
}
