using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What happens after a while in a state. It acts only in the stay that armed it, so nothing has to be cancelled.</summary>
/// <param name="Key">The timer's key, unique in its state.</param>
/// <param name="After">How long after its anchor.</param>
/// <param name="Calendar">The working calendar that counts the time, or null for the wall clock.</param>
/// <param name="Repeat">How often it fires in all, at After, 2 × After, …; at least 1.</param>
/// <param name="Step">The step it takes, or null.</param>
/// <param name="Effects">What it does instead of a step; empty with a step.</param>
/// <param name="Anchor">From when its time counts.</param>
public sealed record TimerDefinition(
    string Key, Span After, string? Calendar, int Repeat, string? Step, ImmutableArray<Effect> Effects, TimerAnchor Anchor = TimerAnchor.Entry)
{
    /// <summary>When an occurrence is due that counts from a moment, in UTC.</summary>
    internal DateTimeOffset Due(DateTimeOffset from, int occurrence, Surroundings surroundings)
    {
        var wait = After.Times(occurrence);
        return Calendar is null ? from.ToUniversalTime() + wait.OnTheClock : surroundings.Calendars[Calendar].Add(from, wait);
    }
}

/// <summary>From when a timer's time counts. A later message of the same side lets the timer count anew, whatever fired before.</summary>
public enum TimerAnchor
{
    /// <summary>From entering the state.</summary>
    Entry,
    /// <summary>From the customer's last message; from entering the state while there is none.</summary>
    LastCustomerMessage,
    /// <summary>From the last public message of an agent; from entering the state while there is none.</summary>
    LastAgentMessage,
}
