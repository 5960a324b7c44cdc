using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>States and their timers.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostTimers = 50;
    private const int MostRepeats = 100;

    /// <summary>Ten years: a due date must exist in any calendar.</summary>
    private const long LongestWait = 3660L * 24 * 60;

    /// <summary>Steps that timers name, judged once all steps are read.</summary>
    private readonly List<(string State, string Step, JsonTree Place)> timedSteps = [];

    private StateDefinition ReadState(JsonTree tree)
    {
        if (!IsMap(tree, Shape.State))
            return new(tree.Name!, Text.Of(""), Phase.Open, Text.Of(""), [], []);
        var name = TextOf(Required(tree, "name"));
        return new(
            tree.Name!,
            name,
            Word(Required(tree, "phase"), Vocabulary.Phases, "phase", Phase.Open),
            tree["customerSees"] is { } seen ? TextOf(seen) : name,
            ReadEffects(tree["effects"]),
            Each(Entries(tree["timers"], "timers", MostTimers), timer => ReadTimer(tree.Name!, timer)));
    }

    private TimerDefinition ReadTimer(string state, JsonTree tree)
    {
        if (!IsMap(tree, Shape.Timer))
            return new(tree.Name!, default, null, 1, null, []);
        var (step, effects) = (tree["step"], tree["effects"]);
        if (step is null && effects is null or { IsList: true, Items.Count: 0 })
            Faults.Add("idle-timer", tree, "This timer does nothing; give it a \"step\" or \"effects\".");
        if (step is not null && effects is not null)
            Faults.AddAtName("step-and-effects", effects, "A timer has a step or effects, not both; move these effects to the step.");
        if (step is not null && tree["repeat"] is { Number: not 1 } repeated)
            Faults.AddAtName("repeat-with-step", repeated, "A step ends or keeps the stay once; remove \"repeat\" or use effects.");
        if (step is not null && Reference(step, steps, "step") is { Length: > 0 } named)
            timedSteps.Add((state, named, step));
        var after = Required(tree, "after") is { } length ? SpanOf(length) : default;
        var repeat = Whole(tree["repeat"], 1, MostRepeats) ?? 1;
        if (after.Minutes * repeat > LongestWait)
            Faults.Add("too-long", tree["after"]!, "This is longer than ten years; shorten it.");
        return new(tree.Name!, after, CalendarOf(tree), repeat, step?.Text, ReadEffects(effects), Word(tree["anchor"], Vocabulary.Anchors, "anchor", TimerAnchor.Entry));
    }

    private void CheckTimers(ImmutableArray<StateDefinition> allStates, ImmutableArray<StepDefinition> allSteps)
    {
        var stepByKey = allSteps.ToDictionary(step => step.Key, StringComparer.Ordinal);
        var stateByKey = allStates.ToDictionary(state => state.Key, StringComparer.Ordinal);
        foreach (var (state, key, place) in timedSteps)
        {
            if (!stepByKey.TryGetValue(key, out var step))
                continue;
            if (!step.On.Any(trigger => trigger.Kind == TriggerKind.Timer))
                Faults.Add("not-on-timer", place, $"The step {key} is not taken by timers; add \"timer\" to its \"on\" or name another step.");
            if (!step.From.Includes(stateByKey[state]))
                Faults.Add("not-from-here", place, $"The step {key} cannot be taken from {state}; add it to its \"from\" or name another step.");
        }
    }
}
