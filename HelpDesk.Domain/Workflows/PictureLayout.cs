using System.Collections.Immutable;
using System.Text.Json;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Workflows;

/// <summary>Where somebody put the states on the picture: kept beside a draft and a version, outside what is hashed.</summary>
public static class PictureLayout
{
    public static ImmutableDictionary<string, PicturePoint> None { get; } = ImmutableDictionary<string, PicturePoint>.Empty;

    /// <summary>What is kept; nothing for null.</summary>
    public static ImmutableDictionary<string, PicturePoint> Read(string? kept) => kept is null
        ? None
        : JsonSerializer.Deserialize<Dictionary<string, int[]>>(kept)!.Where(one => one.Value.Length == 2).ToImmutableDictionary(one => one.Key, one => new PicturePoint(one.Value[0], one.Value[1]), StringComparer.Ordinal);

    /// <summary>As it is kept; null for nothing.</summary>
    public static string? Write(ImmutableDictionary<string, PicturePoint> layout) =>
        layout.IsEmpty ? null : JsonSerializer.Serialize(layout.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => new[] { one.Value.X, one.Value.Y }));

    /// <summary>What a browser sent, of the states that there are; null where it cannot be read or puts none of them anywhere.</summary>
    /// <param name="sent">An object with a state's key for each pair of numbers.</param>
    public static string? Sent(string? sent, WorkflowDefinition definition)
    {
        try
        {
            var known = definition.States.Select(state => state.Key).ToHashSet(StringComparer.Ordinal);
            var places = JsonSerializer.Deserialize<Dictionary<string, double[]>>(sent ?? "{}") ?? [];
            var kept = places.Where(one => known.Contains(one.Key) && one.Value is { Length: 2 }).OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => new[] { Within(one.Value[0]), Within(one.Value[1]) });
            return kept.Count == 0 ? null : JsonSerializer.Serialize(kept);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Within(double place) => (int)Math.Clamp(Math.Round(place), -PicturePoint.Farthest, PicturePoint.Farthest);
}
