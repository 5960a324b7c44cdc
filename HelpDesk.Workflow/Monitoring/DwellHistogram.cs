namespace HelpDesk.Workflow;

/// <summary>Lengths of time in fixed buckets, eight to each doubling: can be kept one by one, stored by day, and merged.</summary>
/// <remarks>
/// The first bucket is for less than a second, the last for 2^29 seconds (17 years) and more.
/// Count, mean and longest are exact. A quantile is never below the exact one, and above it by at most 9.1 % or a second.
/// Not safe for several threads at once.
/// </remarks>
public sealed class DwellHistogram
{
    private const int PerDoubling = 8;
    private const int Doublings = 29;

    /// <summary>Where each bucket but the first begins, in ticks.</summary>
    private static readonly long[] Starts =
        [.. Enumerable.Range(0, (PerDoubling * Doublings) + 1).Select(i => (long)(TimeSpan.TicksPerSecond * Math.Pow(2, i / (double)PerDoubling)))];

    private readonly long[] counts;

    /// <summary>An empty one.</summary>
    public DwellHistogram() => counts = new long[Buckets];

    /// <summary>One that was stored.</summary>
    /// <param name="counts">The count of each bucket; none negative.</param>
    /// <param name="total">The sum of all lengths.</param>
    /// <param name="longest">The longest.</param>
    /// <exception cref="ArgumentException">There are not as many counts as buckets, or one is negative.</exception>
    public DwellHistogram(ReadOnlySpan<long> counts, TimeSpan total, TimeSpan longest)
    {
        if (counts.Length != Buckets || counts.ContainsAnyInRange(long.MinValue, -1))
            throw new ArgumentException($"A histogram has {Buckets} counts, none negative.", nameof(counts));
        this.counts = counts.ToArray();
        (Total, Longest) = (total, longest);
        foreach (var count in counts)
            Count += count;
    }

    /// <summary>How many buckets there are.</summary>
    public static int Buckets => Starts.Length + 1;

    /// <summary>The count of each bucket.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>How many lengths.</summary>
    public long Count { get; private set; }

    /// <summary>Their sum.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>The longest; zero while empty.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The mean; zero while empty.</summary>
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : new(Total.Ticks / Count);

    /// <summary>Adds a length; a negative one counts as zero.</summary>
    public void Add(TimeSpan length)
    {
        var real = length < TimeSpan.Zero ? TimeSpan.Zero : length;
        counts[BucketOf(real)]++;
        Count++;
        Total += real;
        if (real > Longest)
            Longest = real;
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(DwellHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        Count += other.Count;
        Total += other.Total;
        if (other.Longest > Longest)
            Longest = other.Longest;
    }

    /// <summary>The length that this share of all does not exceed: the end of its bucket, at most the longest; zero while empty.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var (rank, seen) = (Quantiles.Rank(share, Count), 0L);
        for (var i = 0; i < Starts.Length; i++)
            if ((seen += counts[i]) >= rank)
                return new(Math.Min(Starts[i], Longest.Ticks));
        return Longest;
    }

    private static int BucketOf(TimeSpan length)
    {
        var found = Array.BinarySearch(Starts, length.Ticks);
        return found >= 0 ? found + 1 : ~found;
    }
}
