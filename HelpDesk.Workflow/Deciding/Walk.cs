using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// One decision being made: where the case stands by now, what changed, and the steps so far.
/// Lives only within a call of <see cref="CompiledWorkflow.Decide"/>.
/// </summary>
internal sealed class Walk(CompiledWorkflow workflow, CaseSnapshot subject, DateTimeOffset at, Surroundings surroundings)
{
    private readonly ImmutableArray<StepTaken>.Builder path = ImmutableArray.CreateBuilder<StepTaken>();
    private readonly List<Effect> loose = [];
    private int entry = subject.Entry;

    public CompiledWorkflow Workflow => workflow;
    public CaseSnapshot Subject => subject;
    public CaseValues Values { get; } = new(subject.Fields);
    public CompiledState State { get; private set; } = workflow.StateOrNowhere(subject.State);

    public void Take(CompiledStep step) => Take(step, Values.Mark);

    /// <summary>Takes a step whose form has changed values since the mark.</summary>
    public void Take(CompiledStep step, ImmutableSortedDictionary<string, FieldValue> mark)
    {
        var from = State.Definition;
        var effects = ImmutableArray.CreateBuilder<Effect>();
        Apply(step.Definition.Effects, effects);
        if (step.To is { } to)
        {
            CountReopening(from, to);
            State = workflow.StateOrNowhere(to.Key);
            entry++;
            Apply(to.Effects, effects);
        }
        path.Add(new(step.Key, from?.Key, step.To?.Key, Values.ChangesSince(mark), effects.DrainToImmutable()));
    }

    /// <summary>Takes the first step that applies, if any does.</summary>
    public bool TakeFirst(CompiledStep[] candidates)
    {
        foreach (var step in candidates)
        {
            if (!step.Applies(Values))
                continue;
            Take(step);
            return true;
        }
        return false;
    }

    /// <summary>Follows effects that belong to no step.</summary>
    public void Follow(ImmutableArray<Effect> effects) => Apply(effects, loose);

    /// <summary>Runs automatic steps until none applies, then sums up.</summary>
    public Decision Rest()
    {
        for (var steps = 0; steps < workflow.Definition.States.Length; steps++)
            if (!TakeFirst(State.Automatic))
                return SumUp();
        return Array.Find(State.Automatic, step => step.Applies(Values)) is { } restless
            ? Refuse(new Reason(ReasonKind.DoesNotRest, restless.Key))
            : SumUp();
    }

    public static Decision.Refused Refuse(params ImmutableArray<Reason> reasons) => new(reasons);

    private Decision SumUp()
    {
        if (entry == subject.Entry)
            return new Decision.Stayed(Values.Changes, path.ToImmutable(), [.. loose]);
        // A timer's own effects must not be lost when an automatic step follows them.
        if (loose.Count > 0)
            path[0] = path[0] with { Effects = [.. loose, .. path[0].Effects] };
        var state = State.Definition!;
        return new Decision.Moved(state.Key, entry, Values.Changes, path.ToImmutable(), Arm(state.Timers));
    }

    private void Apply(ImmutableArray<Effect> effects, ICollection<Effect> others)
    {
        foreach (var effect in effects)
            if (effect is Effect.Set set)
                foreach (var (field, value) in set.Values)
                    Values[field] = value;
            else
                others.Add(effect);
    }

    /// <summary>The core keeps this count itself, so that guards of every workflow can rely on it.</summary>
    private void CountReopening(StateDefinition? from, StateDefinition to)
    {
        if (from is { Phase: Phase.Resolved or Phase.Closed } && to.Phase is not (Phase.Resolved or Phase.Closed))
            Values[BuiltInFields.Reopenings] = FieldValue.Of((Values[BuiltInFields.Reopenings].Number ?? 0) + 1);
    }

    private ImmutableArray<ArmedTimer> Arm(ImmutableArray<TimerDefinition> timers) =>
    [
        .. from timer in timers
           from occurrence in Enumerable.Range(1, timer.Repeat)
           select new ArmedTimer(timer.Key, occurrence, Due(timer, occurrence)),
    ];

    private DateTimeOffset Due(TimerDefinition timer, int occurrence)
    {
        var wait = timer.After.Times(occurrence);
        return timer.Calendar is null ? at.ToUniversalTime() + wait.OnTheClock : surroundings.Calendars[timer.Calendar].Add(at, wait);
    }
}
