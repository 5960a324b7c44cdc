namespace HelpDesk.Workflow;

/// <summary>
/// Places on a line that keep their order and distances and are nearest to where they want to be, by weighted least squares:
/// the pool-adjacent-violators algorithm (Ayer et al. 1955), in linear time.
/// </summary>
internal static class Isotonic
{
    /// <param name="wish">Where each wants to be.</param>
    /// <param name="weight">How much; above zero.</param>
    /// <param name="gap">The least distance between each and the next; one fewer than <paramref name="wish"/>.</param>
    public static double[] Fit(double[] wish, double[] weight, double[] gap)
    {
        var offset = new double[wish.Length];
        for (var at = 1; at < wish.Length; at++)
            offset[at] = offset[at - 1] + gap[at - 1];

        var pools = new List<(double Mean, double Weight, int Count)>();
        for (var at = 0; at < wish.Length; at++)
        {
            var pool = (Mean: wish[at] - offset[at], Weight: weight[at], Count: 1);
            while (pools.Count > 0 && pools[^1].Mean > pool.Mean)
            {
                var last = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                var both = last.Weight + pool.Weight;
                pool = ((last.Mean * last.Weight + pool.Mean * pool.Weight) / both, both, last.Count + pool.Count);
            }
            pools.Add(pool);
        }

        var places = new double[wish.Length];
        var next = 0;
        foreach (var pool in pools)
            for (var end = next + pool.Count; next < end; next++)
                places[next] = pool.Mean + offset[next];
        return places;
    }
}
