using System.Collections.Immutable;
using System.Text.Json;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage;

/// <summary>A ticket's service-level clocks as one JSON object; absent means not started.</summary>
internal sealed class ClocksConverter() : ValueConverter<ImmutableSortedDictionary<string, ClockState>, string>(
    clocks => Write(clocks), json => Read(json))
{
    /// <summary>What is kept of a clock; a column's form must not follow a rename in the core.</summary>
    private sealed record Kept(string Status, DateTimeOffset StartedAt, long PausedTicks, DateTimeOffset? PausedAt, bool Held, string? Within, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt);

    private static string Write(ImmutableSortedDictionary<string, ClockState> clocks) => JsonSerializer.Serialize(clocks.ToDictionary(
        clock => clock.Key,
        clock => new Kept(clock.Value.Status.ToString(), clock.Value.StartedAt, clock.Value.Paused.Ticks, clock.Value.PausedAt, clock.Value.Held, clock.Value.Within?.ToString(), clock.Value.DueAt, clock.Value.StoppedAt)));

    /// <summary>Tickets that were filed before there were clocks have an empty text.</summary>
    private static ImmutableSortedDictionary<string, ClockState> Read(string json) => json.Length == 0
        ? ImmutableSortedDictionary.Create<string, ClockState>(StringComparer.Ordinal)
        : JsonSerializer.Deserialize<Dictionary<string, Kept>>(json)!.ToImmutableSortedDictionary(
            clock => clock.Key,
            clock => new ClockState(
                Enum.Parse<ClockStatus>(clock.Value.Status), clock.Value.StartedAt, TimeSpan.FromTicks(clock.Value.PausedTicks), clock.Value.PausedAt, clock.Value.Held,
                clock.Value.Within is { } within && Span.TryParse(within, out var span) ? span : null, clock.Value.DueAt, clock.Value.StoppedAt),
            StringComparer.Ordinal);
}

internal sealed class ClocksComparer() : ValueComparer<ImmutableSortedDictionary<string, ClockState>>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    clocks => clocks.Aggregate(0, (hash, clock) => HashCode.Combine(hash, clock.Key, clock.Value)),
    clocks => clocks);
