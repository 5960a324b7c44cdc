namespace HelpDesk.Workflow;

/// <summary>20: against the published version, what live cases would lose.</summary>
internal sealed record BrokenSuccession() : Check(20, "broken-succession", ("unmapped-state", Severity.Error), ("lost-timer", Severity.Warning), ("changed-clock", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground) => ground.Succession is not { } succession ? [] :
    [
        .. Unmapped(ground, succession),
        .. LostTimers(ground, succession),
        .. ChangedClocks(ground, succession),
    ];

    private IEnumerable<Finding> Unmapped(Ground ground, Succession succession) =>
        from state in succession.Map.Unmapped(succession.Published, ground.Definition)
        where succession.LiveCases.GetValueOrDefault(state.Key) > 0
        select Found("unmapped-state", "$.states", $"{Cases(succession.LiveCases[state.Key])} in {DefinitionWords.Quoted(state.Name.ToString())}, which is gone; say in which state they go on.");

    private IEnumerable<Finding> LostTimers(Ground ground, Succession succession) =>
        from state in succession.Published.States
        where succession.LiveCases.GetValueOrDefault(state.Key) > 0
        let now = ground.States.FirstOrDefault(one => one.Key == succession.Map[state.Key])
        where now is not null
        from timer in state.Timers
        where now.Timers.All(one => one.Key != timer.Key)
        select Found("lost-timer", "$.states" + JsonPath.Part(now.Key, 0) + ".timers", $"{Cases(succession.LiveCases[state.Key])} in {DefinitionWords.Quoted(state.Name.ToString())} with the timer {DefinitionWords.Quoted(Keys.Words(timer.Key))}, which is gone and will not fire.");

    private IEnumerable<Finding> ChangedClocks(Ground ground, Succession succession)
    {
        if (succession.LiveCases.Values.Sum() == 0)
            yield break;
        foreach (var change in DefinitionDiff.Between(succession.Published, ground.Definition))
            if (change is { Part: ChangedPart.Clock, Kind: not ChangeKind.Added })
                yield return Found("changed-clock", change.Kind == ChangeKind.Removed ? "$.clocks" : change.Path, $"{change.Sentence.TrimEnd('.')}, while {succession.LiveCases.Values.Sum()} live cases may be measured by it.");
    }

    private static string Cases(int count) => count == 1 ? "1 live case stands" : $"{count} live cases stand";
}
