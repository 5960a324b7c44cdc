using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Compares what came with what was expected.</summary>
internal static class Judge
{
    public static IEnumerable<BrokenExpectation> Of(ScenarioAct act, ScenarioLine line, SimulatedCase played, CompiledWorkflow workflow)
    {
        var expect = act.Expect ?? new Expectation();
        foreach (var (what, expected, came) in Compared(expect, act, line, played, workflow))
            if (expected != came)
                yield return new(line.Number, line.At, what, $"Line {line.Number}: expected {what} {expected}, and it was {came}.");
    }

    private static IEnumerable<(string What, string Expected, string Came)> Compared(Expectation expect, ScenarioAct act, ScenarioLine line, SimulatedCase played, CompiledWorkflow workflow)
    {
        var refused = act.Does == ScenarioVerb.Wait ? [] : line.Played is [.., { Decision: Decision.Refused last }] ? last.Reasons.Select(reason => ScenarioWords.Of(reason.Kind)) : [];
        yield return ("refusal", Listed(expect.Refused ?? []), Listed(refused));
        if (expect.State is { } state)
            yield return ("state", state, line.State ?? "none");
        if (expect.Phase is { } phase)
            yield return ("phase", Vocabulary.Phases.Word(phase), line.State is { } at ? Vocabulary.Phases.Word(workflow.State(at)!.Phase) : "none");
        if (expect.Effects is { } effects)
            yield return ("effects", Listed(effects), Listed(line.Played.SelectMany(one => one.Effects).Select(ScenarioWords.Of)));
        foreach (var (field, value) in expect.Fields ?? ImmutableSortedDictionary<string, FieldValue>.Empty)
            yield return (field, Shown(value), Shown(played.Case.Fields.TryGetValue(field, out var now) ? now : FieldValue.None));
        if (expect.Timers is { } timers)
            yield return ("timers", Listed(timers), Listed(played.Timers.Select(timer => timer.Timer).Distinct()));
        foreach (var (clock, stand) in expect.Clocks ?? ImmutableSortedDictionary<string, string>.Empty)
            yield return ($"clock {clock}", stand, Stand(played, clock));
        foreach (var (approval, stand) in expect.Approvals ?? ImmutableSortedDictionary<string, string>.Empty)
            yield return ($"approval {approval}", stand, played.Case.Approvals.TryGetValue(approval, out var asked) ? asked.Status.ToString().ToLowerInvariant() : "none");
        foreach (var pair in Offers(expect, act, played, workflow))
            yield return pair;
    }

    private static IEnumerable<(string, string, string)> Offers(Expectation expect, ScenarioAct act, SimulatedCase played, CompiledWorkflow workflow)
    {
        foreach (var step in expect.Offered ?? [])
            yield return ($"step {step}", "offered", workflow.CanTake(played.Case, act.Who, step) ? "offered" : "not offered");
        foreach (var step in expect.NotOffered ?? [])
            yield return ($"step {step}", "not offered", workflow.CanTake(played.Case, act.Who, step) ? "offered" : "not offered");
    }

    private static string Stand(SimulatedCase played, string clock) =>
        !played.Case.Clocks.TryGetValue(clock, out var now) ? "idle"
        : now.IsMissed(played.Now) ? "missed"
        : now.Status.ToString().ToLowerInvariant();

    private static string Shown(FieldValue value) => value.IsEmpty ? "empty" : value.ToString();

    private static string Listed(IEnumerable<string> words) => words.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some ? string.Join(", ", some) : "none";
}
