using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A search over states and what a clock does there: idle, running, held by an effect, stopped.</summary>
internal sealed class ClockStates
{
    private enum Run { Idle, Running, Held, Stopped }

    private readonly Ground ground;
    private readonly ClockDefinition clock;
    private readonly Dictionary<(int State, Run Run), ImmutableArray<string>> reached = [];

    public ClockStates(Ground ground, ClockDefinition clock)
    {
        (this.ground, this.clock) = (ground, clock);
        Search();
    }

    public bool Starts => reached.Keys.Any(place => place.Run != Run.Idle);

    public bool Stops => reached.Keys.Any(place => place.Run == Run.Stopped);

    /// <summary>A state of a phase in which it can run, with the way there; it is no fault where the clock stands still in that phase.</summary>
    public (int State, ImmutableArray<string> Path)? RunsIn(Phase phase)
    {
        foreach (var (place, path) in reached)
            if (place.Run == Run.Running && ground.PhaseOf(place.State) == phase && !clock.PausedIn.Contains(phase))
                return (place.State, path);
        return null;
    }

    /// <summary>A state in which it can be held and from which no way leads to where it is not.</summary>
    public (int State, ImmutableArray<string> Path)? HeldForEver()
    {
        foreach (var (place, path) in reached)
            if (place.Run == Run.Held && !Leads(place))
                return (place.State, path);
        return null;
    }

    private bool Leads((int State, Run Run) start)
    {
        var (seen, open) = (new HashSet<(int, Run)> { start }, new Queue<(int State, Run Run)>([start]));
        while (open.TryDequeue(out var place))
            foreach (var next in Next(place))
                if (next.Run != Run.Held)
                    return true;
                else if (seen.Add((next.State, next.Run)))
                    open.Enqueue((next.State, next.Run));
        return false;
    }

    private void Search()
    {
        var open = new Queue<(int State, Run Run)>();
        foreach (var edge in ground.Edges[ground.Nowhere].Where(edge => edge.CanHold))
            Reach((edge.To, After(edge, Run.Idle)), [edge.Step!.Key], open);
        while (open.TryDequeue(out var place))
            foreach (var (state, run, step) in Next(place))
                Reach((state, run), step is null ? reached[place] : reached[place].Add(step), open);
    }

    private void Reach((int State, Run Run) place, ImmutableArray<string> path, Queue<(int, Run)> open)
    {
        if (reached.TryAdd(place, path))
            open.Enqueue(place);
    }

    private IEnumerable<(int State, Run Run, string? Step)> Next((int State, Run Run) place)
    {
        foreach (var edge in ground.Edges[place.State])
            if (edge.CanHold)
                yield return (edge.To, After(edge, place.Run), edge.Step?.Key);
        // People write, and fields change, in any state.
        foreach (var point in Points())
            if (point is ClockPoint.On { Trigger: { Kind: TriggerKind.AgentReplied or TriggerKind.CustomerReplied or TriggerKind.FieldChanged or TriggerKind.SurveyAnswered } } on && ground.CanHappen(on.Trigger))
                yield return (place.State, At(point, place.Run), null);
    }

    private IEnumerable<ClockPoint> Points() => clock.Start.Concat(clock.Stop).Distinct();

    private Run After(Edge edge, Run run)
    {
        if (edge.On is { } trigger)
            run = At(new ClockPoint.On(trigger.Kind == TriggerKind.Schedule ? new(TriggerKind.Created) : trigger), run);
        if (edge.IsByHand && edge.Step!.Definition.Requires.Contains(Requirements.Reply))
            run = At(new ClockPoint.On(new(edge.Step.Definition.By.Speaks())), run);
        run = Follow(edge.Step?.Definition.Effects ?? edge.Timer!.Effects, run);
        if (edge.Step is null || edge.Stays)
            return run;
        if (edge.From == ground.Nowhere || ground.PhaseOf(edge.From) != ground.PhaseOf(edge.To))
            run = At(new ClockPoint.Entering(ground.PhaseOf(edge.To)), run);
        return Follow(ground.States[edge.To].Effects, run);
    }

    private Run At(ClockPoint point, Run run)
    {
        if (run == Run.Idle && clock.Start.Contains(point))
            run = Run.Running;
        return run != Run.Idle && clock.Stop.Contains(point) ? Run.Stopped : run;
    }

    private Run Follow(ImmutableArray<Effect> effects, Run run)
    {
        foreach (var effect in effects)
            if (effect is Effect.Clock act && act.Key == clock.Key)
                run = (act.Act, run) switch
                {
                    (ClockAct.Reset, _) => Run.Running,
                    (ClockAct.Start, Run.Idle) => Run.Running,
                    (ClockAct.Stop, not Run.Idle) => Run.Stopped,
                    (ClockAct.Pause, Run.Running) => Run.Held,
                    (ClockAct.Resume, Run.Held) => Run.Running,
                    _ => run,
                };
        return run;
    }
}
