using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>How a service-level clock of a case stands that has been started.</summary>
/// <param name="Status">Whether it runs.</param>
/// <param name="StartedAt">When it was started, in UTC.</param>
/// <param name="Paused">How long it stood still before its present pause, counted as its calendar counts.</param>
/// <param name="PausedAt">When it began to stand still, in UTC; null while it runs. A clock that is stopped while it stands still keeps it.</param>
/// <param name="Held">Whether an effect paused it: then no phase lets it run on.</param>
/// <param name="Within">How long it may run; null where no target fits the case.</param>
/// <param name="DueAt">When that time is over, in UTC, if it does not stand still from now on (or from <paramref name="PausedAt"/>); null without a target.</param>
/// <param name="StoppedAt">When it was stopped, in UTC; null before.</param>
public sealed record ClockState(
    ClockStatus Status,
    DateTimeOffset StartedAt,
    TimeSpan Paused,
    DateTimeOffset? PausedAt,
    bool Held,
    Span? Within,
    DateTimeOffset? DueAt,
    DateTimeOffset? StoppedAt)
{
    internal static readonly ImmutableSortedDictionary<string, ClockState> NoClocks =
        ImmutableSortedDictionary.Create<string, ClockState>(StringComparer.Ordinal);

    /// <summary>Whether its time was over before it stopped, stood still, or now.</summary>
    /// <param name="now">Now, in UTC.</param>
    public bool IsMissed(DateTimeOffset now) => DueAt < (PausedAt ?? StoppedAt ?? now);
}

/// <summary>Whether a service-level clock runs.</summary>
public enum ClockStatus
{
    /// <summary>Its time counts.</summary>
    Running,
    /// <summary>It stands still.</summary>
    Paused,
    /// <summary>It is over.</summary>
    Stopped,
}
