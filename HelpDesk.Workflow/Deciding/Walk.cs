using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// One decision being made: where the case stands by now, what changed, and the steps so far.
/// Lives only within a call of <see cref="CompiledWorkflow.Decide"/>.
/// </summary>
internal sealed partial class Walk(CompiledWorkflow workflow, CaseSnapshot subject, Command command, Surroundings surroundings)
{
    private ImmutableArray<StepTaken> path = [];
    private ImmutableArray<Effect> loose = [];
    private int entry = subject.Entry;

    public CompiledWorkflow Workflow => workflow;
    public CaseSnapshot Subject => subject;
    public CaseValues Values { get; } = new(workflow.Bind(subject.Fields));
    public CompiledState State { get; private set; } = workflow.StateOrNowhere(subject.State);

    public void Take(CompiledStep step) => Take(step, Values.Mark);

    /// <summary>Takes a step whose form has changed values since the mark.</summary>
    public void Take(CompiledStep step, int mark)
    {
        var from = State.Definition;
        var effects = Follow(step.Definition.Effects);
        if (step.To is { } to)
        {
            Enter(from, to);
            effects = effects.AddRange(Follow(to.Effects));
        }
        path = path.Add(new(step.Key, from?.Key, step.To?.Key, Values.ChangesSince(mark), effects));
    }

    /// <summary>Takes the first step that applies, if any does.</summary>
    public bool TakeFirst(CompiledStep[] candidates)
    {
        foreach (var step in candidates)
        {
            if (!step.Applies(Values.Now))
                continue;
            Take(step);
            return true;
        }
        return false;
    }

    /// <summary>Files a case from the template of the first scheduled step that applies to it.</summary>
    public bool File(CompiledStep[] candidates)
    {
        foreach (var step in candidates)
        {
            var mark = Values.Mark;
            foreach (var (field, value) in Filed(step.Definition.Template!))
                Values[field] = value;
            if (step.Applies(Values.Now))
            {
                Take(step, mark);
                return true;
            }
            Values.Undo(mark);
        }
        return false;
    }

    /// <summary>Follows effects that belong to no step.</summary>
    public void FollowLoose(ImmutableArray<Effect> effects) => loose = loose.AddRange(Follow(effects));

    /// <summary>Runs automatic steps until none applies, then sums up.</summary>
    public Decision Rest()
    {
        for (var steps = 0; steps < workflow.Definition.States.Length; steps++)
            if (!TakeFirst(State.Automatic))
                return SumUp();
        return Array.Find(State.Automatic, step => step.Applies(Values.Now)) is { } restless
            ? Refuse(new Reason(ReasonKind.DoesNotRest, restless.Key))
            : SumUp();
    }

    public static Decision.Refused Refuse(params ImmutableArray<Reason> reasons) => new(reasons);

    private Decision SumUp()
    {
        Settle();
        if (entry == subject.Entry)
            return new Decision.Stayed(Values.Changes, path, loose, Rearmed(), ChangedClocks(), ChangedApprovals());
        // A timer's own effects must not be lost when an automatic step follows them.
        if (loose.Length > 0)
            path = path.SetItem(0, path[0] with { Effects = [.. loose, .. path[0].Effects] });
        var state = State.Definition!;
        return new Decision.Moved(state.Key, entry, Values.Changes, path, Arm(state.Timers), ChangedClocks(), ChangedApprovals());
    }

    private void Enter(StateDefinition? from, StateDefinition to)
    {
        CountReopening(from, to);
        State = workflow.StateOrNowhere(to.Key);
        entry++;
        if (from?.Phase != to.Phase)
            Reach(new ClockPoint.Entering(to.Phase));
        if (to.Phase == Phase.Closed)
            WithdrawApprovals();
    }

    /// <summary>Follows those effects that are part of the decision, and gives the rest.</summary>
    private ImmutableArray<Effect> Follow(ImmutableArray<Effect> effects)
    {
        var rest = effects;
        foreach (var effect in effects)
            if (effect is Effect.Set or Effect.Assign or Effect.Clock)
                rest = rest.Remove(effect);
        foreach (var effect in effects)
            FollowHere(effect);
        return rest;
    }

    private void FollowHere(Effect effect)
    {
        switch (effect)
        {
            case Effect.Set set:
                foreach (var (field, value) in set.Values)
                    Values[field] = value;
                break;
            case Effect.Assign assign when surroundings.Candidates.TryGetValue(assign.Strategy, out var candidates) && candidates is [var best, ..]:
                Values[BuiltInFields.Assignee] = FieldValue.Of(best);
                break;
            case Effect.Clock clock:
                Act(clock.Key, clock.Act);
                break;
            case Effect.Approval approval:
                Ask(workflow.Approval(approval.Key)!);
                break;
        }
    }

    /// <summary>The core keeps this count itself, so that guards of every workflow can rely on it.</summary>
    private void CountReopening(StateDefinition? from, StateDefinition to)
    {
        if (from is { Phase: Phase.Resolved or Phase.Closed } && to.Phase is not (Phase.Resolved or Phase.Closed))
            Values[BuiltInFields.Reopenings] = FieldValue.Of((Values[BuiltInFields.Reopenings].Number ?? 0) + 1);
    }

    private static IEnumerable<KeyValuePair<string, FieldValue>> Filed(CaseTemplate template) =>
        template.Values.Append(KeyValuePair.Create(BuiltInFields.Subject, FieldValue.Of(template.Subject)));
}
