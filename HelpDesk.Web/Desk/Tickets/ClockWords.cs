using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>A service-level clock of the ticket as the page shows it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Says">How it stands; a time follows where <paramref name="At"/> is given.</param>
/// <param name="At">When it is over, was over, or was met.</param>
/// <param name="IsMissed">Whether its time was over.</param>
/// <param name="Allowed">How long it may run, or null.</param>
public sealed record ClockFact(string Name, string Says, DateTimeOffset? At, bool IsMissed, string? Allowed);

/// <summary>Service-level clocks in words.</summary>
public sealed class ClockWords(Words words, TimerWords timers)
{
    /// <summary>Those that have been started, in the order of the definition.</summary>
    public IEnumerable<ClockFact> Of(IReadOnlyDictionary<string, ClockState> clocks, WorkflowDefinition definition, DateTimeOffset now) =>
        from clock in definition.Clocks
        where clocks.ContainsKey(clock.Key)
        let state = clocks[clock.Key]
        let missed = state.IsMissed(now)
        let said = Says(state, missed)
        select new ClockFact(clock.Name.Shown(), said.Words, said.At, missed, state.Within is { } within ? timers.Length(within, clock.Calendar) : null);

    private (string Words, DateTimeOffset? At) Says(ClockState state, bool missed) => state.Status switch
    {
        ClockStatus.Stopped when missed => (words["Missed; it was due"], state.DueAt),
        ClockStatus.Stopped => (state.DueAt is null ? words["Stopped"] : words["Met"], state.StoppedAt),
        ClockStatus.Paused when missed => (words["Missed before it was paused; it was due"], state.DueAt),
        ClockStatus.Paused => (words["Paused since"], state.PausedAt),
        _ when missed => (words["Missed; it was due"], state.DueAt),
        _ => state.DueAt is { } due ? (words["Due"], due) : (words["Runs since"], state.StartedAt),
    };
}
