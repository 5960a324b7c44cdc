using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Where the live cases of one version stand in another.</summary>
/// <param name="States">Old state key to new; a state without an entry keeps its key.</param>
public sealed record MigrationMap(ImmutableSortedDictionary<string, string> States)
{
    /// <summary>Every state keeps its key.</summary>
    public static MigrationMap ByKey { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The new key of a state.</summary>
    public string this[string state] => States.GetValueOrDefault(state, state);

    /// <summary>A start for a manager: removed states go where there is only one state of the same phase.</summary>
    public static MigrationMap Suggest(WorkflowDefinition before, WorkflowDefinition after)
    {
        var map = ByKey.States;
        foreach (var gone in before.States.Where(state => !Has(after, state.Key)))
            if (after.States.Where(state => state.Phase == gone.Phase).ToList() is [var only])
                map = map.Add(gone.Key, only.Key);
        return new(map);
    }

    /// <summary>The states of the old version for which there is no state yet: its live cases cannot be migrated.</summary>
    public ImmutableArray<StateDefinition> Unmapped(WorkflowDefinition before, WorkflowDefinition after) =>
        [.. before.States.Where(state => !Has(after, this[state.Key]))];

    /// <summary>The way back, for an undo. A case that was migrated goes back to where it was (the caller has kept that); this is for those that moved or were filed since.</summary>
    /// <remarks>A new state that several old ones went to has no single way back: a state of the same key is taken, else the only one of its phase; else there is no entry and <see cref="Unmapped"/> names it.</remarks>
    public MigrationMap Reverse(WorkflowDefinition before, WorkflowDefinition after)
    {
        var back = Suggest(after, before).States;
        foreach (var sources in States.Where(pair => Has(before, pair.Key)).GroupBy(pair => pair.Value, pair => pair.Key))
            if (!Has(before, sources.Key) && sources.ToList() is [var only])
                back = back.SetItem(sources.Key, only);
        return new(back);
    }

    private static bool Has(WorkflowDefinition definition, string key) => definition.States.Any(state => state.Key == key);
}
