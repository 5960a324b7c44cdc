namespace HelpDesk.Workflow;

/// <summary>What happened to past cases, with what followed from it on the version that they ran on.</summary>
internal sealed class History
{
    private readonly CaseLog log;
    private readonly CompiledWorkflow workflow;
    private readonly StepDefinition?[] steps;
    private readonly StateDefinition?[] states;
    private readonly Track track = new();

    public History(CaseLog log, CompiledWorkflow workflow)
    {
        (this.log, this.workflow) = (log, workflow);
        steps = [.. log.Steps.Select(workflow.Step)];
        states = [.. log.States.Select(workflow.State)];
    }

    /// <summary>The way of a case; it is good until the next one is asked for.</summary>
    public Track Of(LoggedCase one)
    {
        track.Clear();
        foreach (ref readonly var happened in log.EventsOf(one))
        {
            if (happened.Step >= 0)
                Take(happened);
            else if (happened.Kind == CaseEventKind.TimerFired)
                foreach (var timer in workflow.State(track.End ?? "")?.Timers ?? [])
                    if (timer.Key == log.Subjects[happened.Subject])
                        Follow(timer.Effects);
            if (happened.Kind == CaseEventKind.DeadlineMissed)
                track.Miss(1);
        }
        return track;
    }

    private void Take(in CaseEvent happened)
    {
        if (steps[happened.Step] is { } step)
            Follow(step.Effects);
        if (!happened.Moves)
            return;
        var state = states[happened.To];
        var bySystem = happened.Kind is CaseEventKind.TimerFired or CaseEventKind.AutomaticStep;
        track.Enter(log.States[happened.To], log.Steps[happened.Step], happened.Ticks - happened.SecondsLate * TimeSpan.TicksPerSecond, bySystem && state?.Phase == Phase.Closed);
        if (state is not null)
            Follow(state.Effects);
    }

    private void Follow(System.Collections.Immutable.ImmutableArray<Effect> effects)
    {
        foreach (var effect in effects)
            track.Follow(effect);
    }
}
