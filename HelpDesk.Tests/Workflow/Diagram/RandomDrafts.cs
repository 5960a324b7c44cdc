using HelpDesk.Workflow;
using static HelpDesk.Tests.Workflow.Diagram.SupportByHand;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>Drafts at random, the same for the same seed.</summary>
internal static class RandomDrafts
{
    /// <summary>A draft that nobody checked: states without a way in, steps to their own state, every kind of source.</summary>
    public static WorkflowDefinition One(int seed, int states, int steps)
    {
        var dice = new Random(seed);
        return SupportByHand.Workflow($"Draft {seed}",
            [.. Enumerable.Range(0, states).Select(at => State($"s{at}", Words("State", at), at == states - 1 ? Phase.Closed : (Phase)dice.Next(5), [.. Enumerable.Range(0, dice.Next(3)).Select(timer => Timer($"timer-{timer}", new(1 + dice.Next(9), SpanUnit.Days), step: $"t{dice.Next(steps)}"))]))],
            [Step("start", "Start", new Source.Nowhere(), "s0", TriggerKind.Created), .. Enumerable.Range(0, steps).Select(Random)]);

        StepDefinition Random(int at) => Step($"t{at}", Words("Step", at),
            dice.Next(40) switch { 0 => new Source.Every(), 1 => new Source.InPhase((Phase)dice.Next(6)), < 6 => From([.. Enumerable.Range(0, 2 + dice.Next(6)).Select(_ => $"s{dice.Next(states)}")]), _ => From($"s{dice.Next(states)}") },
            dice.Next(10) == 0 ? null : $"s{dice.Next(states)}",
            dice.Next(3) == 0 ? [(TriggerKind)(1 + dice.Next(12))] : []);

        string Words(string word, int at) => $"{word} {at} {new string('w', dice.Next(dice.Next(2) == 0 ? 4 : 30))}".Trim();
    }
}
