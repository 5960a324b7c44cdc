namespace HelpDesk.Workflow;

/// <summary>11: time alone leads a case round and round.</summary>
internal sealed record TimerLoop() : Check(11, "timer-loop", ("timer-loop", Severity.Warning))
{
    private const double MinutesAWeek = 7 * 24 * 60;

    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var round in Cycles.Of(ground, edge => edge.IsBySystem && edge.Step is not null && !(edge.Stays && edge.Timer is not null)))
            if (round.Exists(edge => edge.Timer is not null))
            {
                var minutes = round.Sum(edge => edge.Timer?.After.Minutes ?? 0);
                var mails = round.Sum(edge => ground.EffectsOf(edge).Count(effect => effect is Effect.Mail or Effect.Survey));
                yield return Found(
                    "timer-loop", PlaceOf(ground, round[0].From),
                    $"Without anybody's doing a case goes round from {ground.NameOf(round[0].From)} ({string.Join(", ", round.Select(edge => edge.Step!.Key))}) every {Words(minutes)}, with {Math.Round(mails * MinutesAWeek / minutes, 1)} mails a week; let a person end it, or close the case after some time.",
                    null, Reachability.Steps(ground.Reach.First(round[0].From)));
            }
    }

    private static string Words(long minutes) => minutes % (24 * 60) == 0 ? $"{minutes / (24 * 60)}d" : minutes % 60 == 0 ? $"{minutes / 60}h" : $"{minutes}m";
}
