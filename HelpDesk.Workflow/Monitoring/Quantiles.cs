namespace HelpDesk.Workflow;

/// <summary>Quantiles by nearest rank: always a value that occurred.</summary>
internal static class Quantiles
{
    /// <summary>The rank, from 1, of the smallest value that this share of all does not exceed.</summary>
    public static long Rank(double share, long count) => Math.Clamp((long)Math.Ceiling(share * count), 1, Math.Max(1, count));

    /// <summary>The quantile of sorted lengths; there is at least one.</summary>
    public static TimeSpan Of(ReadOnlySpan<long> sorted, double share) => new(sorted[(int)Rank(share, sorted.Length) - 1]);
}
