namespace HelpDesk.Workflow;

/// <summary>The phase of each state of a log; null for a state that the definition does not have.</summary>
internal static class PhaseTable
{
    public static Phase?[] Of(CaseLog log, WorkflowDefinition definition)
    {
        var phases = definition.States.ToDictionary(state => state.Key, state => (Phase?)state.Phase, StringComparer.Ordinal);
        return [.. log.States.Select(state => phases.GetValueOrDefault(state))];
    }
}
