using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What is told of a draft besides the draft.</summary>
internal sealed partial class Draft
{
    /// <summary>The log in the words of the draft.</summary>
    private CaseLog Played()
    {
        var builder = new CaseLogBuilder();
        foreach (var move in moves)
            builder.Add(move.Case, EntryOf(move));
        return builder.Build();
    }

    private LogEntry EntryOf(Move move)
    {
        var way = ways.Of(move);
        return new(move.Row.At, move.Files ? CaseEventKind.Filed : way switch { Way.OnTimer => CaseEventKind.TimerFired, Way.OnReply => CaseEventKind.CustomerReplied, _ => CaseEventKind.StepTaken })
        {
            Step = move.Files ? startKey : stepKeys[(move.Activity, way)],
            From = move.Files ? null : stateKeys[move.From],
            To = move.To < 0 ? null : stateKeys[move.To],
            By = RoleOf(move.Role),
            Actor = move.Row.Actor,
        };
    }

    private ImmutableArray<LeftOut> LeftOuts() =>
    [
        .. moves
            .Where(move => move.Files ? move.To != start : !kept.Contains(EdgeOf(move)))
            .GroupBy(move => (move.From, move.Activity))
            .Select(same => new LeftOut(same.Key.From < 0 ? null : stateNames[same.Key.From], log.Names[same.Key.Activity], same.Count()))
            .OrderByDescending(one => one.Count).ThenBy(one => one.From, StringComparer.Ordinal).ThenBy(one => one.Activity, StringComparer.Ordinal),
    ];

    private ImmutableArray<string> Remarks()
    {
        var remarks = ImmutableArray.CreateBuilder<string>();
        remarks.Add(shape == LogShape.Statuses ? "The activities were taken for statuses: each is a state." : "The activities were taken for actions: states were found by what comes next.");
        foreach (var (key, timer) in ways.Timers.Where(one => kept.Contains(new(one.Key.From, one.Key.Activity, Way.OnTimer))).OrderBy(one => one.Key))
            remarks.Add($"In {stateNames[key.From]}, \"{log.Names[key.Activity]}\" comes after {timer.After} in {Math.Round(timer.Share * 100)} of 100 times: it became a timer.");
        foreach (var edge in kept.Where(edge => edge.Way == Way.ByHand && moves.Any(move => move.Role == ActorRole.System && !move.Files && EdgeOf(move) == edge)).OrderBy(edge => edge.From).ThenBy(edge => edge.Activity))
            remarks.Add($"In {stateNames[edge.From]}, the system does \"{log.Names[edge.Activity]}\" at no certain time: it was given to agents; say what takes it.");
        foreach (var state in byPlace.Where(reached.Contains))
            remarks.Add($"The words do not say what {stateNames[state]} means; by its place it was taken for the phase {Vocabulary.Phases.Word(phases[state])}.");
        if (!reached.Any(state => phases[state] == Phase.Closed))
            remarks.Add("No state is the end of a case; say which one is closed.");
        if (moves.All(move => move.Role == ActorRole.Unknown))
            remarks.Add("The log names no actors, so all steps without a timer were given to agents.");
        if (log.Doubled > 0)
            remarks.Add($"{log.Doubled} {(log.Doubled == 1 ? "row says" : "rows say")} again what another says, time and actor included, and {(log.Doubled == 1 ? "was" : "were")} left out.");
        if (repeats > 0)
            remarks.Add($"{repeats} {(repeats == 1 ? "row repeats" : "rows repeat")} the status that the case had already; they are no steps.");
        return remarks.DrainToImmutable();
    }
}
