namespace HelpDesk.Workflow;

/// <summary>What happened to past cases, with what followed from it on the version that they ran on.</summary>
internal sealed class History
{
    private readonly CaseLog log;
    private readonly CompiledWorkflow workflow;
    private readonly EffectSum[] steps;
    private readonly (EffectSum Effects, bool IsClosed)[] states;
    private readonly Track track = new();

    public History(CaseLog log, CompiledWorkflow workflow)
    {
        (this.log, this.workflow) = (log, workflow);
        steps = [.. log.Steps.Select(key => workflow.Step(key) is { } step ? EffectSum.Of(step.Effects) : default)];
        states = [.. log.States.Select(key => workflow.State(key) is { } state ? (EffectSum.Of(state.Effects), state.Phase == Phase.Closed) : default)];
    }

    /// <summary>The way of a case; it is good until the next one is asked for.</summary>
    public Track Of(LoggedCase one)
    {
        track.Clear();
        foreach (ref readonly var happened in log.EventsOf(one))
            if (happened.Step >= 0)
                Take(happened);
            else if (happened.Kind == CaseEventKind.TimerFired)
                Fire(log.Subjects[happened.Subject]);
            else if (happened.Kind == CaseEventKind.DeadlineMissed)
                track.Miss(1);
        return track;
    }

    private void Take(in CaseEvent happened)
    {
        track.Follow(steps[happened.Step]);
        if (!happened.Moves)
            return;
        var (effects, isClosed) = states[happened.To];
        track.Enter(
            log.States[happened.To], log.Steps[happened.Step], happened.Ticks - happened.SecondsLate * TimeSpan.TicksPerSecond,
            isClosed && happened.Kind is (CaseEventKind.TimerFired or CaseEventKind.AutomaticStep));
        track.Follow(effects);
    }

    private void Fire(string key)
    {
        foreach (var timer in workflow.State(track.End ?? "")?.Timers ?? [])
            if (timer.Key == key)
                track.Follow(EffectSum.Of(timer.Effects));
    }
}
