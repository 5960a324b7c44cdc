using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// Plays past cases on a draft without making a decision for each event: on one set of values that is written over.
/// It plays only what goes smoothly; at the first thing that a decision would refuse it gives up, and <see cref="ReplayRun"/> plays the case.
/// </summary>
internal sealed class SwiftRun
{
    private readonly CaseLog log;
    private readonly CompiledWorkflow draft;
    private readonly Surroundings surroundings;
    private readonly long until;
    private readonly CompiledStep?[] steps;
    private readonly Followed[] ofSteps;
    private readonly Stay?[] leadsTo;
    private readonly List<(long Due, int Timer, int Occurrence, bool IsExact)> armed = [];
    private readonly Track track = new();
    private readonly CaseFields nothing;
    private readonly CaseFields fields;
    private CompiledState state;
    private Stay? stay;
    private long entered;

    public SwiftRun(CaseLog log, CompiledWorkflow draft, Surroundings surroundings, long until)
    {
        (this.log, this.draft, this.surroundings, this.until) = (log, draft, surroundings, until);
        steps = [.. log.Steps.Select(draft.Compiled)];
        ofSteps = [.. draft.Definition.Steps.Select(step => new Followed(step.Effects))];
        var stays = draft.Definition.States.ToDictionary(one => one.Key, one => new Stay(draft, one));
        leadsTo = [.. draft.Definition.Steps.Select(step => step.To is { } to ? stays[to] : null)];
        nothing = draft.Bind(ImmutableSortedDictionary<string, FieldValue>.Empty);
        fields = new(nothing.Layout, [.. nothing.Values], [.. nothing.Bits]);
        state = draft.StateOrNowhere(null);
    }

    /// <summary>Whether a draft has only what is played here: no clocks, approvals, assignment, or timers that count from messages.</summary>
    public static bool CanPlay(WorkflowDefinition draft) =>
        draft.Clocks.IsEmpty && draft.Approvals.IsEmpty
        && draft.Steps.All(step => step.Template is null && IsPlain(step.Effects))
        && draft.States.All(state => IsPlain(state.Effects) && state.Timers.All(timer => timer.Anchor == TimerAnchor.Entry && IsPlain(timer.Effects)));

    /// <summary>The way of a case on the draft, good until the next one is played; null where it does not go smoothly.</summary>
    public Track? Play(LoggedCase one)
    {
        track.Clear();
        armed.Clear();
        nothing.Values.CopyTo(fields.Values, 0);
        nothing.Bits.CopyTo(fields.Bits, 0);
        (state, stay) = (draft.StateOrNowhere(null), null);
        foreach (ref readonly var happened in log.EventsOf(one))
        {
            if (armed.Count > 0 && !RunTimers(happened.Ticks))
                return null;
            if (happened.Kind.IsGiven() || happened is { Kind: CaseEventKind.TimerFired, By: not Roles.None })
                if (!Give(happened) || !Rest(happened.Ticks))
                    return null;
        }
        return armed.Count == 0 || RunTimers(until) ? track : null;
    }

    private static bool IsPlain(ImmutableArray<Effect> effects) => !effects.Any(effect => effect is Effect.Assign or Effect.Clock or Effect.Approval);

    private bool Give(in CaseEvent happened) => happened.Kind switch
    {
        CaseEventKind.Filed => happened.Subject < 0 && File(happened),
        CaseEventKind.StepTaken => TakeByHand(happened),
        CaseEventKind.CustomerReplied => TakeFirst(TriggerKind.CustomerReplied, happened.Ticks),
        CaseEventKind.AgentReplied => TakeFirst(TriggerKind.AgentReplied, happened.Ticks),
        CaseEventKind.SurveyAnswered => Put(log.GivenPairs(happened)) && TakeFirst(TriggerKind.SurveyAnswered, happened.Ticks),
        CaseEventKind.Edited => Edit(happened),
        CaseEventKind.CaseClosed => TakeFirst(TriggerKind.CaseClosed, happened.Ticks),
        // Seldom, and not worth a way of their own.
        _ => false,
    };

    private bool File(in CaseEvent happened)
    {
        Put(log.GivenPairs(happened));
        foreach (var step in state.On(new(TriggerKind.Created)))
            if (step.Applies(fields))
                return Take(step, happened.Ticks, bySystem: false);
        return false;
    }

    private bool TakeByHand(in CaseEvent happened)
    {
        if (steps[happened.Step] is not { } step || (step.Definition.By & happened.By) == Roles.None || !state.Has(step) || !step.GuardHolds(fields))
            return false;
        var given = log.GivenPairs(happened);
        if (given.Length > 0)
        {
            foreach (var (key, value) in given)
                if (!step.Definition.Requires.Contains(key) || !MaySet(key, value, happened.By))
                    return false;
            Put(given);
        }
        foreach (var required in step.Definition.Requires)
            if (!IsMet(required, happened, given))
                return false;
        return Take(step, happened.Ticks, bySystem: false);
    }

    private bool Edit(in CaseEvent happened)
    {
        var given = log.GivenPairs(happened);
        foreach (var (key, value) in given)
            if (!MaySet(key, value, happened.By))
                return false;
        foreach (var (key, value) in given)
            if (fields[key] is var was && was != value)
            {
                // With several fields the steps on the first would see the others changed already.
                if (given.Length > 1 && state.On(new(TriggerKind.FieldChanged, key)).Length > 0)
                    return false;
                Put(key, value);
                if (!TakeFirst(new Trigger(TriggerKind.FieldChanged, key), happened.Ticks))
                    return false;
            }
        return true;
    }

    private bool MaySet(string key, FieldValue value, Roles by) =>
        draft.Field(key) is { } field && (field.SetBy & by) != Roles.None && field.Fits(value);

    private bool IsMet(string required, in CaseEvent happened, KeyValuePair<string, FieldValue>[] given) => required switch
    {
        Requirements.Reply => (happened.Form & EventForm.Reply) != 0,
        Requirements.Note => (happened.Form & EventForm.Note) != 0,
        Requirements.Assignee => Array.Exists(given, pair => pair.Key == Requirements.Assignee && !pair.Value.IsEmpty),
        _ => !fields[required].IsEmpty,
    };

    private bool TakeFirst(TriggerKind kind, long ticks) => TakeFirst(new Trigger(kind), ticks);

    private bool TakeFirst(Trigger trigger, long ticks)
    {
        foreach (var step in state.On(trigger))
            if (step.Applies(fields))
                return Take(step, ticks, bySystem: false);
        return true;
    }

    /// <summary>Automatic steps; it gives up where they do not come to rest.</summary>
    private bool Rest(long ticks)
    {
        // Most states have none, and looking for one would cost a delegate each time.
        if (state.Automatic.Length == 0)
            return true;
        for (var turns = 0; turns < draft.Definition.States.Length; turns++)
        {
            if (Array.Find(state.Automatic, step => step.Applies(fields)) is not { } next)
                return true;
            Take(next, ticks, bySystem: true);
        }
        return !Array.Exists(state.Automatic, step => step.Applies(fields));
    }

    private bool Take(CompiledStep step, long ticks, bool bySystem)
    {
        Follow(ofSteps[step.Index]);
        if (step.To is not { } to)
            return true;
        if (state.Definition is { Phase: Phase.Resolved or Phase.Closed } && to.Phase is not (Phase.Resolved or Phase.Closed))
            Put(BuiltInFields.Reopenings, FieldValue.Of((fields[BuiltInFields.Reopenings].Number ?? 0) + 1));
        stay = leadsTo[step.Index]!;
        (state, entered) = (stay.State, ticks);
        track.Enter(to.Key, step.Key, ticks, bySystem && to.Phase == Phase.Closed);
        Follow(stay.OnEntry);
        armed.Clear();
        foreach (var (soonest, timer, occurrence, isExact) in stay.Timers)
            armed.Add((ticks + soonest, timer, occurrence, isExact));
        return true;
    }

    private bool RunTimers(long by)
    {
        while (true)
        {
            var next = -1;
            for (var at = 0; at < armed.Count; at++)
            {
                if (armed[at].Due > by)
                    continue;
                if (!armed[at].IsExact)
                    armed[at] = armed[at] with { Due = Exactly(armed[at].Timer, armed[at].Occurrence), IsExact = true };
                if (armed[at].Due <= by && (next < 0 || armed[at].Due < armed[next].Due))
                    next = at;
            }
            if (next < 0)
                return true;
            var (due, timer, _, _) = armed[next];
            armed.RemoveAt(next);
            if (!Fire(stay!, timer, due))
                return false;
        }
    }

    private long Exactly(int timer, int occurrence) =>
        state.Definition!.Timers[timer].Due(new(entered, TimeSpan.Zero), occurrence, surroundings).UtcTicks;

    private bool Fire(Stay here, int timer, long due)
    {
        if (here.Steps[timer] is not { } step)
            Follow(here.Effects[timer]);
        else if (state.Has(step) && step.Applies(fields))
            Take(step, due, bySystem: true);
        else
            return true;
        return Rest(due);
    }

    private void Follow(in Followed effects)
    {
        track.Follow(effects.Sum);
        foreach (var (field, value) in effects.Sets)
            Put(field, value);
    }

    private bool Put(KeyValuePair<string, FieldValue>[] values)
    {
        foreach (var (field, value) in values)
            Put(field, value);
        return true;
    }

    private void Put(string field, FieldValue value)
    {
        if (fields.Layout.Find(field) is { } slot)
            (fields.Values[slot], fields.Bits[slot]) = (value, fields.Layout.Bit(slot, value));
    }

    /// <summary>What follows from something, with what it sets.</summary>
    private readonly struct Followed(ImmutableArray<Effect> effects)
    {
        public EffectSum Sum { get; } = EffectSum.Of(effects);
        public KeyValuePair<string, FieldValue>[] Sets { get; } = [.. effects.OfType<Effect.Set>().SelectMany(set => set.Values)];
    }

    /// <summary>A state of the draft with what entering it and its timers do.</summary>
    private sealed class Stay(CompiledWorkflow draft, StateDefinition definition)
    {
        public CompiledState State { get; } = draft.StateOrNowhere(definition.Key);
        public Followed OnEntry { get; } = new(definition.Effects);

        /// <summary>How long each takes at least. A working calendar never counts faster than the clock, but for the hour that a clock is put forward; when exactly is only asked when it matters.</summary>
        public (long Soonest, int Timer, int Occurrence, bool IsExact)[] Timers { get; } =
        [
            .. from timer in Enumerable.Range(0, definition.Timers.Length)
               let one = definition.Timers[timer]
               from occurrence in Enumerable.Range(1, one.Repeat)
               select (one.After.Times(occurrence).OnTheClock.Ticks - (one.Calendar is null ? 0 : 2 * TimeSpan.TicksPerHour), timer, occurrence, one.Calendar is null),
        ];

        public CompiledStep?[] Steps { get; } = [.. definition.Timers.Select(timer => timer.Step is { } key ? draft.Compiled(key) : null)];
        public Followed[] Effects { get; } = [.. definition.Timers.Select(timer => new Followed(timer.Effects))];
    }
}
