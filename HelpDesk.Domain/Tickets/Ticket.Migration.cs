using System.Globalization;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// How it comes from one version of its workflow to another.
public sealed partial class Ticket
{
    /// <summary>What a migration would make of it. The timers of its stay and its approvals are loaded before.</summary>
    public MigrationOutcome Migrated(CompiledWorkflow target, MigrationMap map, DateTimeOffset at, Surroundings surroundings) =>
        Migration.Of(Snapshot(), EnteredAt, [.. OfThisStay().Where(timer => timer.Fate == TimerFate.Armed).Select(timer => new ArmedTimer(timer.Key, timer.Occurrence, timer.DueAt))], target, map, at, surroundings);

    /// <summary>Brings it to the version of the act. Its stay and its values go on; nothing that entering a state sets off happens.</summary>
    /// <param name="ready">What <see cref="Migrated"/> made of it.</param>
    /// <param name="from">The number of the version that it comes from.</param>
    /// <param name="act">By the new version.</param>
    public void Migrate(MigrationOutcome.Ready ready, int from, Act act)
    {
        var (before, changed) = (State, ChangedAt);
        (WorkflowVersionId, State, Phase) = (act.Workflow.Id, ready.State, act.Workflow.Compiled.State(ready.State)!.Phase);
        Record(new(EventKind.Migrated) { From = before, To = State, Subject = from.ToString(CultureInfo.InvariantCulture) }, act);
        Revision++;
        // Nothing happened that its people should read: lists keep their order.
        ChangedAt = changed;
        Clocks = Clocks.RemoveRange(ready.DroppedClocks);
        ClockDueAt = Clocks.Values.Where(clock => clock.Status == ClockStatus.Running).Min(clock => clock.DueAt);
        foreach (var timer in OfThisStay().Where(timer => timer.Fate == TimerFate.Armed && ready.Lapsed.Any(gone => gone.Timer == timer.Key && gone.Occurrence == timer.Occurrence)))
            timer.Lapse(act.At);
        foreach (var timer in ready.Timers) Arm(timer);
    }

    /// <summary>A timer that has acted in this stay, or that somebody skipped, is not armed again by a migration.</summary>
    private void Arm(ArmedTimer timer)
    {
        var known = OfThisStay().FirstOrDefault(one => one.Key == timer.Timer && one.Occurrence == timer.Occurrence);
        if (known is null) timers.Add(new TicketTimer(Id, Entry, timer));
        else if (known.Fate == TimerFate.Lapsed) known.Rearm(timer.DueAt);
    }

    private IEnumerable<TicketTimer> OfThisStay() => timers.Where(timer => timer.Entry == Entry);
}
