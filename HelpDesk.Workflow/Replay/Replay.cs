using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Replays past cases against a draft: what people and mails did is given, timers and automatic steps are made anew.</summary>
public static class Replay
{
    /// <summary>Replays every case of a log.</summary>
    /// <param name="log">What happened.</param>
    /// <param name="before">The version on which it happened: it tells what followed from each step.</param>
    /// <param name="draft">What is tried.</param>
    /// <param name="surroundings">Calendars and candidates.</param>
    /// <param name="until">Until when timers run, in UTC; at least the time of the log's last event.</param>
    /// <param name="stop">Stops the replay between two cases.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReplayReport Of(
        CaseLog log, CompiledWorkflow before, CompiledWorkflow draft, Surroundings surroundings, DateTimeOffset until, CancellationToken stop = default)
    {
        var history = new History(log, before);
        var run = new ReplayRun(log, draft, surroundings, until.UtcTicks);
        var swift = SwiftRun.CanPlay(draft.Definition) ? new SwiftRun(log, draft, surroundings, until.UtcTicks) : null;
        var cases = ImmutableArray.CreateBuilder<ReplayedCase>(log.Cases.Length);
        var (was, now) = (default(ReplaySums), default(ReplaySums));
        var divergences = new Dictionary<Parting, int>();
        foreach (var one in log.Cases)
        {
            stop.ThrowIfCancellationRequested();
            var logged = history.Of(one);
            var made = swift?.Play(one) ?? run.Play(one);
            var outcome = Compare(logged, made);
            var parting = outcome >= ReplayOutcome.OtherPath ? Part(logged, made) : null;
            cases.Add(new(one.Id, outcome, made.End, made.IsRefused ? run.Refusal : null) { Parting = parting });
            was += logged.Sums;
            now += made.Sums;
            if (parting is not null)
                divergences[parting] = divergences.GetValueOrDefault(parting) + 1;
        }
        return new(cases.MoveToImmutable(), was, now,
            [.. divergences.Select(pair => new Divergence(pair.Key.State, pair.Key.Step, pair.Value)).OrderByDescending(divergence => divergence.Cases)]);
    }

    private static ReplayOutcome Compare(Track logged, Track made) =>
        made.IsRefused ? ReplayOutcome.Refused
        : logged.End != made.End ? ReplayOutcome.DifferentEnd
        : !logged.SamePath(made) ? ReplayOutcome.OtherPath
        : logged.Effects != made.Effects ? ReplayOutcome.DifferentEffects
        : !logged.SameTimes(made) ? ReplayOutcome.Timing
        : ReplayOutcome.Same;

    /// <summary>The first logged step that was not taken the same, and where the case stood on the draft then.</summary>
    private static Parting? Part(Track logged, Track made)
    {
        for (var at = 0; at < logged.Count; at++)
            if (at >= made.Count || logged[at].State != made[at].State || logged[at].Step != made[at].Step)
                return new(at == 0 ? null : made.Count == 0 ? null : made[Math.Min(at, made.Count) - 1].State, logged[at].Step);
        return null;
    }
}
