using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>17: a case for which an approval is asked comes to a state that the approval protects, and nobody granted it.</summary>
internal sealed record ApprovalBypass() : Check(17, "approval-bypass", ("approval-bypass", Severity.Error))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var approval in ground.Definition.Approvals)
            if (approval.Protects.Length > 0 && ground.Asked.Contains(approval.Key) && Bypass(ground, approval) is var (state, path, by))
                yield return Found(
                    "approval-bypass", "$.approvals" + JsonPath.Part(approval.Key, 0),
                    $"A case that waits for {DefinitionWords.Quoted(approval.Name.ToString())} can come to {ground.NameOf(state)} without it, by {DefinitionWords.Quoted(by)}; take that step away from there, or let it ask again.",
                    null, path);
    }

    /// <summary>The shortest way from asking to a protected state that goes by no granted step.</summary>
    private static (int State, ImmutableArray<string> Path, string By)? Bypass(Ground ground, ApprovalDefinition approval)
    {
        var protectedStates = approval.Protects.Select(ground.IndexOf).ToHashSet();
        var granted = new Trigger(TriggerKind.ApprovalGranted, approval.Key);
        var (seen, open) = (new HashSet<(int, long)>(), new Queue<(Node Node, ImmutableArray<string> Path)>());
        foreach (var node in ground.Reach.Nodes)
            foreach (var edge in ground.Edges[node.State])
                if (ground.Reach.Allows(edge, node) && ground.EffectsOf(edge).Any(effect => effect is Effect.Approval asked && asked.Key == approval.Key)
                    && Next(ground, edge, node) is { } after && seen.Add((after.State, after.Values)))
                    open.Enqueue((after, [.. Reachability.Steps(node), .. Key(edge)]));
        while (open.TryDequeue(out var at))
            foreach (var edge in ground.Edges[at.Node.State])
                if (edge.On != granted && ground.Reach.Allows(edge, at.Node) && Next(ground, edge, at.Node) is { } after)
                {
                    ImmutableArray<string> path = [.. at.Path, .. Key(edge)];
                    if (!edge.Stays && protectedStates.Contains(edge.To))
                        return (edge.To, path, edge.Step!.Definition.Name.ToString());
                    if (seen.Add((after.State, after.Values)))
                        open.Enqueue((after, path));
                }
        return null;
    }

    private static Node? Next(Ground ground, Edge edge, Node node) => ground.Reach.Find(ground.Reach.After(edge, node));

    private static IEnumerable<string> Key(Edge edge) => edge.Step is { } step ? [step.Key] : [];
}
