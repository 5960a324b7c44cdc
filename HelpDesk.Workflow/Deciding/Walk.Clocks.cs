using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Service-level clocks.</summary>
internal sealed partial class Walk
{
    private ImmutableSortedDictionary<string, ClockState> clocks = subject.Clocks;

    /// <summary>Something happened, whatever steps are on it: messages are dated and clocks start or stop.</summary>
    public void Happen(Trigger trigger)
    {
        switch (trigger.Kind)
        {
            case TriggerKind.CustomerReplied:
                (customerSpoke, spoken) = (command.At, TimerAnchor.LastCustomerMessage);
                break;
            case TriggerKind.AgentReplied:
                (agentSpoke, spoken) = (command.At, TimerAnchor.LastAgentMessage);
                break;
            case TriggerKind.Created:
                customerSpoke = command.At;
                break;
            case TriggerKind.Schedule:
                // Whoever files it: for clocks a case is created.
                trigger = new(TriggerKind.Created);
                break;
        }
        Reach(new ClockPoint.On(trigger));
    }

    private void Reach(ClockPoint point)
    {
        foreach (var clock in workflow.Clocks)
        {
            if (clock.StartsAt(point))
                Act(clock.Key, ClockAct.Start);
            if (clock.StopsAt(point))
                Act(clock.Key, ClockAct.Stop);
        }
    }

    private void Act(string key, ClockAct act)
    {
        var now = clocks.GetValueOrDefault(key);
        ClockState? next = act switch
        {
            ClockAct.Reset => CompiledClock.Start(command.At),
            ClockAct.Start => now ?? CompiledClock.Start(command.At),
            ClockAct.Stop => now is null ? null : CompiledClock.Stop(now, command.At),
            ClockAct.Pause => now is null ? null : now with { Held = true },
            ClockAct.Resume => now is null ? null : now with { Held = false },
            _ => throw new InvalidOperationException($"{act} is no act."),
        };
        if (next is not null)
            clocks = clocks.SetItem(key, next);
    }

    /// <summary>Clocks follow the phase and the values in which the case comes to rest.</summary>
    private void Settle()
    {
        if (clocks.IsEmpty)
            return;
        foreach (var clock in workflow.Clocks)
            if (clocks.TryGetValue(clock.Key, out var now))
                clocks = clocks.SetItem(clock.Key, clock.Aim(clock.Settle(now, State.Definition?.Phase, command.At, surroundings), Values.Now, surroundings));
    }

    private ImmutableSortedDictionary<string, ClockState> ChangedClocks() => Changed(clocks, subject.Clocks);

    private static ImmutableSortedDictionary<string, T> Changed<T>(
        ImmutableSortedDictionary<string, T> now, ImmutableSortedDictionary<string, T> before) where T : class =>
        ReferenceEquals(now, before) || now.IsEmpty
            ? ImmutableSortedDictionary<string, T>.Empty
            : now.RemoveRange(now.Where(pair => before.TryGetValue(pair.Key, out var was) && was.Equals(pair.Value)).Select(pair => pair.Key));
}
