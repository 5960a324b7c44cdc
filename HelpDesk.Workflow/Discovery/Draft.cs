using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A draft being made from a log: states, then moves between them, then what of it is more than noise.</summary>
internal sealed partial class Draft
{
    private readonly Traces log;
    private readonly LogShape shape;
    private readonly string name;
    private readonly int firstActivity;
    private readonly int start;
    private readonly List<Move> moves;
    private readonly int repeats;
    private readonly Phase[] phases;
    private readonly List<int> byPlace = [];
    private readonly Ways ways;
    private readonly HashSet<DraftEdge> kept;
    private readonly HashSet<int> reached;
    private readonly string[] stateNames;
    private readonly string[] stateKeys;
    private readonly Dictionary<(int Activity, Way Way), string> stepKeys = [];
    private readonly string startKey;

    public Draft(Traces log, LogShape shape, string name)
    {
        (this.log, this.shape, this.name) = (log, shape, name);
        var after = StateFinder.Of(log, shape);
        firstActivity = log.All.Select(trace => trace.Activities[0]).Where(activity => after[activity] >= 0)
            .GroupBy(activity => activity).OrderByDescending(same => same.Count()).ThenBy(same => same.Key).First().Key;
        start = after[firstActivity];
        (moves, repeats) = Move.Of(log, after, shape, start, new([.. log.All.Select(trace => trace.Rows)]));
        phases = Phases.Of(log, moves, after.Max() + 1, start, byPlace);
        ways = new(moves, phases);
        kept = Kept();
        reached = Reached();
        kept.RemoveWhere(edge => !reached.Contains(edge.From));
        stateNames = NameStates();
        var taken = new List<string>();
        stateKeys = Array.ConvertAll(stateNames, state => Folding.Key(state, "state", taken));
        taken.Clear();
        startKey = Folding.Key(shape == LogShape.Statuses ? "Start" : log.Names[firstActivity], "step", taken);
        NameSteps(taken);
    }

    public DiscoveredWorkflow Result()
    {
        var definition = Define();
        var conformance = Conformance.Of(Played(), CompiledWorkflow.Compile(definition));
        return new(definition, shape, Remarks(), LeftOuts(), conformance);
    }

    /// <summary>Edges that are more than noise, measured by the stays in their state.</summary>
    private HashSet<DraftEdge> Kept()
    {
        var stays = moves.Where(move => move.To >= 0).GroupBy(move => move.To).ToDictionary(same => same.Key, same => same.Count());
        return [.. moves.Where(move => !move.Files).GroupBy(EdgeOf).Where(same => log.IsMore(same.Count(), stays[same.Key.From])).Select(same => same.Key)];
    }

    /// <summary>The states that a case can come to by what is kept.</summary>
    private HashSet<int> Reached()
    {
        var next = moves.Where(move => move is { Files: false, To: >= 0 } && kept.Contains(EdgeOf(move))).ToLookup(move => move.From, move => move.To);
        var (found, open) = (new HashSet<int> { start }, new Stack<int>([start]));
        while (open.TryPop(out var state))
            foreach (var to in next[state].Distinct())
                if (found.Add(to))
                    open.Push(to);
        return found;
    }

    private DraftEdge EdgeOf(Move move) => new(move.From, move.Activity, ways.Of(move));

    private string[] NameStates() => [.. phases.Select((phase, state) =>
    {
        if (shape == LogShape.Statuses)
            return Folding.Name(log.Names[state]);
        if (phases.Count(other => other == phase) == 1)
            return Usual(phase);
        return "After " + Folding.Name(log.Names[moves.Where(move => move.To == state).GroupBy(move => move.Activity).MaxBy(same => same.Count())!.Key]);
    })];

    private static string Usual(Phase phase) => phase switch
    {
        Phase.Open => "Open",
        Phase.Assigned => "In progress",
        Phase.Pending => "Waiting for the customer",
        Phase.OnHold => "On hold",
        Phase.Resolved => "Resolved",
        Phase.Closed => "Closed",
        _ => throw new InvalidOperationException($"{phase} is no phase."),
    };

    /// <summary>The most frequent way of an activity gets the plain key.</summary>
    private void NameSteps(List<string> taken)
    {
        foreach (var same in moves.Where(move => !move.Files).GroupBy(move => (move.Activity, Way: ways.Of(move))).OrderByDescending(same => same.Count()))
        {
            var words = StepName(same.Key.Activity);
            var first = !stepKeys.Keys.Any(key => key.Activity == same.Key.Activity);
            stepKeys.Add(same.Key, Folding.Key(first ? words : words + Suffix(same.Key.Way), "step", taken));
        }
    }

    private string StepName(int activity) => shape == LogShape.Statuses ? "To " + Folding.Name(log.Names[activity]) : Folding.Name(log.Names[activity]);

    private static string Suffix(Way way) => way switch { Way.OnTimer => " by time", Way.OnReply => " on reply", _ => " by hand" };

    private WorkflowDefinition Define() => new(
        Folding.Key(name, "workflow", new List<string>()), Text.Of(Folding.Name(name)),
        [], [], [], [], [], [], [], [], [],
        [.. Enumerable.Range(0, phases.Length).Where(reached.Contains).OrderBy(state => phases[state]).ThenBy(state => state != start).Select(StateOf)],
        [StartStep(), .. kept.GroupBy(edge => (edge.Activity, edge.Way)).OrderBy(same => same.Key.Activity).ThenBy(same => same.Key.Way).Select(StepOf)]);

    private StepDefinition StartStep() => new(
        startKey, Text.Of(shape == LogShape.Statuses ? "Start" : Folding.Name(log.Names[firstActivity])), new Source.Nowhere(), stateKeys[start],
        [new(TriggerKind.Created)], Roles.None, null, [], [], null);

    private StateDefinition StateOf(int state) => new(
        stateKeys[state], Text.Of(stateNames[state]), phases[state], Text.Of(stateNames[state]), [],
        [
            .. kept.Where(edge => edge.From == state && edge.Way == Way.OnTimer).OrderBy(edge => edge.Activity)
                .Select(edge => (Key: stepKeys[(edge.Activity, edge.Way)], ways.Timers[(edge.From, edge.Activity)].After))
                .Select(timer => new TimerDefinition(timer.Key, timer.After, null, 1, timer.Key, [])),
        ]);

    private StepDefinition StepOf(IGrouping<(int Activity, Way Way), DraftEdge> same)
    {
        var edges = same.ToHashSet();
        var own = moves.Where(move => !move.Files && edges.Contains(EdgeOf(move))).ToList();
        return new(
            stepKeys[same.Key],
            Text.Of(StepName(same.Key.Activity)),
            new Source.States([.. edges.Select(edge => edge.From).Order().Select(state => stateKeys[state])]),
            own[0].To < 0 ? null : stateKeys[own[0].To],
            same.Key.Way switch { Way.OnTimer => [new(TriggerKind.Timer)], Way.OnReply => [new(TriggerKind.CustomerReplied)], _ => [] },
            same.Key.Way == Way.ByHand ? HandsOf(own) : Roles.None,
            null, [], [], null);
    }

    private Roles HandsOf(List<Move> own) => own.GroupBy(move => RoleOf(move.Role))
        .Where(hand => log.IsMore(hand.Count(), own.Count) || hand.Count() == own.Count)
        .Aggregate(Roles.None, (all, hand) => all | hand.Key);

    /// <summary>What nobody is known to do, or the system at no certain time, is given to agents; a remark says so.</summary>
    private static Roles RoleOf(ActorRole role) => role switch
    {
        ActorRole.Customer => Roles.Customer,
        ActorRole.Manager => Roles.Manager,
        _ => Roles.Agent,
    };
}
