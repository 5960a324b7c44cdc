using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// What counts its time.
public sealed partial class Ticket
{
    private void Run(ImmutableSortedDictionary<string, ClockState> changed)
    {
        if (changed.IsEmpty) return;
        Clocks = Clocks.SetItems(changed);
        ClockDueAt = Clocks.Values.Where(clock => clock.Status == ClockStatus.Running).Min(clock => clock.DueAt);
    }

    /// <summary>Timers that count from a message anew. Those of the stay are loaded before (<see cref="TicketCommands"/>), as their rows are used again.</summary>
    private void Rearm(ImmutableArray<ArmedTimer> anew, Act act)
    {
        if (anew.IsEmpty) return;
        var keys = anew.Select(timer => timer.Timer).ToHashSet(StringComparer.Ordinal);
        foreach (var old in timers.Where(timer => timer.Entry == Entry && keys.Contains(timer.Key)))
            if (anew.FirstOrDefault(timer => timer.Timer == old.Key && timer.Occurrence == old.Occurrence) is { } again) old.Rearm(again.DueAt);
            else if (old.Fate == TimerFate.Armed) old.Lapse(act.At);
        foreach (var timer in anew.Where(timer => !timers.Exists(old => old.Entry == Entry && old.Key == timer.Timer && old.Occurrence == timer.Occurrence)))
            timers.Add(new TicketTimer(Id, Entry, timer));
    }
}
