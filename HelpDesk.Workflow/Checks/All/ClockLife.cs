namespace HelpDesk.Workflow;

/// <summary>14: a service-level clock that never starts or stops, goes on in a closed state, or is held where nobody lets it run on.</summary>
internal sealed record ClockLife() : Check(14, "clock-life",
    ("clock-never-started", Severity.Error), ("clock-never-stopped", Severity.Warning), ("clock-runs-closed", Severity.Warning), ("clock-held", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var clock in ground.Definition.Clocks)
        {
            var life = new ClockStates(ground, clock);
            var place = "$.clocks" + JsonPath.Part(clock.Key, 0);
            var name = DefinitionWords.Quoted(clock.Name.ToString());
            if (!life.Starts)
            {
                yield return Found("clock-never-started", place, $"Nothing ever starts the clock {name}; give it a \"start\" that happens, or an effect.");
                continue;
            }
            if (!life.Stops)
                yield return Found("clock-never-stopped", place, $"Nothing ever stops the clock {name}; give it a \"stop\" that happens, or an effect.");
            else if (life.RunsIn(Phase.Closed) is { } closed)
                yield return Found("clock-runs-closed", place, $"The clock {name} can still run in {ground.NameOf(closed.State)}, where the case is closed; stop it on entering that phase.", null, closed.Path);
            if (life.HeldForEver() is { } held)
                yield return Found("clock-held", place, $"The clock {name} can be paused in {ground.NameOf(held.State)}, and no step from there on lets it run again; add one.", null, held.Path);
        }
    }
}
