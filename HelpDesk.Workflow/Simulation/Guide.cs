using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Finds stories: ways by the reachability of the proofs, told and played by <see cref="Telling"/>.</summary>
internal sealed class Guide(Ground ground)
{
    private readonly List<string> untold = [];
    /// <summary>In how many ways steps were taken: a step on two happenings needs two stories.</summary>
    private readonly HashSet<(GroundStep?, Trigger?, string?)> taken = [];
    private readonly Dictionary<int, Telling> ways = [];

    public Walkthroughs Tell()
    {
        for (var state = 0; state < ground.States.Length; state++)
            if (Way(state) is { } way)
                ways.Add(state, way);
            else
                untold.Add($"No story leads to {ground.NameOf(state)}{(ground.Reach.Reached[state] ? "" : ", to which no case comes")}.");
        foreach (var way in ways.Values)
            taken.UnionWith(way.Edges.Select(Kind));
        ImmutableArray<Scenario> cover = [.. ground.Edges.SelectMany(from => from).GroupBy(Kind).Select(same => Covering([.. same])).OfType<Scenario>()];
        foreach (var step in ground.Steps.Where(step => !taken.Any(kind => kind.Item1 == step)))
            untold.Add($"No story takes {step.Named}{(ground.Reach.Taken.Contains(step) ? "" : ", which is never taken")}.");
        return new([.. ways.Values.Select(way => way.ToScenario($"A way to {way.End}"))], cover, [.. ways.Select(Refused).OfType<Scenario>()], [.. untold]);
    }

    /// <summary>The first way that really plays, of those to the places of a state.</summary>
    private Telling? Way(int state)
    {
        foreach (var node in ground.Reach.Nodes)
            if (node.State == state && ground.Reach.Rests(node) && Told(node, null) is { } way)
                return way;
        return null;
    }

    private Telling? Told(Node node, Edge? last)
    {
        var telling = new Telling(ground);
        List<Edge> edges = [.. Reachability.Path(node)];
        if (last is not null)
            edges.Add(last);
        return telling.Follow(edges, Telling.Nodes(node)) ? telling : null;
    }

    private static (GroundStep?, Trigger?, string?) Kind(Edge edge) => (edge.Step, edge.On, edge.Timer?.Key);

    /// <summary>A story that takes one of these edges, which are the same step in the same way; null where there is one already, or none.</summary>
    private Scenario? Covering(List<Edge> edges)
    {
        if (taken.Contains(Kind(edges[0])))
            return null;
        foreach (var node in ground.Reach.Nodes.Prepend(ground.Reach.Filing))
            foreach (var edge in edges)
                if (edge.From == node.State && ground.Reach.Allows(edge, node) && Told(node, edge) is { } story && (edge.Step is null || story.Steps.Contains(edge.Step.Key)))
                {
                    taken.UnionWith(story.Edges.Select(Kind));
                    return story.ToScenario(edge.Step is { } step ? $"{step.Definition.Name} is taken {DefinitionWords.Of(step.Definition.On.IsEmpty ? [] : [edge.On ?? new(TriggerKind.Timer)])}" : $"The timer {edge.Timer!.Key} fires");
                }
        return null;
    }

    /// <summary>A refusal changes nothing, so one story tries them all.</summary>
    private Scenario? Refused(KeyValuePair<int, Telling> way)
    {
        var acts = ImmutableArray.CreateBuilder<ScenarioAct>();
        foreach (var step in ground.Steps)
            foreach (var role in new[] { Roles.Customer, Roles.Agent, Roles.Manager })
                if (Reason(step, role, way.Key) is { } reason)
                    acts.Add(ScenarioAct.Waits with { Who = role, Does = ScenarioVerb.Take, Key = step.Key, Expect = new(State: ground.States[way.Key].Key, Refused: [ScenarioWords.Of(reason)]) });
        return acts.Count == 0 ? null : way.Value.ToScenario($"What nobody may do in {way.Value.End}", acts.ToImmutable());
    }

    private static ReasonKind? Reason(GroundStep step, Roles role, int state) =>
        (step.Definition.By & role) == Roles.None ? ReasonKind.NotYours : !step.From.Contains(state) ? ReasonKind.NotFromHere : null;
}
