using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Arming timers.</summary>
internal sealed partial class Walk
{
    private DateTimeOffset? customerSpoke = subject.LastCustomerMessage;
    private DateTimeOffset? agentSpoke = subject.LastAgentMessage;
    private TimerAnchor? spoken;

    private ImmutableArray<ArmedTimer> Arm(ImmutableArray<TimerDefinition> timers)
    {
        if (timers.IsEmpty)
            return [];
        var armed = ImmutableArray.CreateBuilder<ArmedTimer>();
        foreach (var timer in timers)
            Arm(timer, armed);
        return armed.DrainToImmutable();
    }

    /// <summary>Within a stay a message lets those timers count anew that count from it.</summary>
    private ImmutableArray<ArmedTimer> Rearmed() => spoken is { } anchor && State.Definition is { } state
        ? Arm([.. state.Timers.Where(timer => timer.Anchor == anchor)])
        : [];

    private void Arm(TimerDefinition timer, ImmutableArray<ArmedTimer>.Builder armed)
    {
        var from = Anchor(timer.Anchor);
        for (var occurrence = 1; occurrence <= timer.Repeat; occurrence++)
        {
            // Of those that an anchor in the past makes due at once only the last is of use.
            if (occurrence < timer.Repeat && timer.Anchor != TimerAnchor.Entry && timer.Due(from, occurrence + 1, surroundings) <= command.At)
                continue;
            var due = timer.Due(from, occurrence, surroundings);
            armed.Add(new(timer.Key, occurrence, due < command.At ? command.At.ToUniversalTime() : due));
        }
    }

    private DateTimeOffset Anchor(TimerAnchor anchor) => anchor switch
    {
        TimerAnchor.Entry => command.At,
        TimerAnchor.LastCustomerMessage => customerSpoke ?? command.At,
        TimerAnchor.LastAgentMessage => agentSpoke ?? command.At,
        _ => throw new InvalidOperationException($"{anchor} is no anchor."),
    };
}
