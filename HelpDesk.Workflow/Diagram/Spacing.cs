namespace HelpDesk.Workflow;

/// <summary>The places within each row: as near to their neighbours above and below as order and distance allow.</summary>
internal static class Spacing
{
    /// <summary>Sweeps to find places in a small picture, at the least in a large one, and to straighten lines after that.</summary>
    private const int Most = 52, Least = 12, Straightening = 8;

    /// <summary>A picture with more spots than this many by the number of sweeps gets fewer of them: it would take seconds.</summary>
    private const int Budget = 200_000;

    public static void Place(List<List<Spot>> layers)
    {
        var gaps = layers.ConvertAll(Gaps);
        for (var at = 0; at < layers.Count; at++)
            Apply(layers[at], Isotonic.Fit(new double[layers[at].Count], [.. layers[at].Select(_ => 1d)], gaps[at]));
        var chains = layers.SelectMany(layer => layer).Select(spot => spot.Bundle).OfType<Bundle>().Distinct().Select(bundle => bundle.Chain).ToArray();
        var sweeps = Math.Clamp(Budget / (layers.Sum(layer => layer.Count) + 1), Least, Most);
        for (var sweep = 0; sweep < sweeps + Straightening; sweep++)
        {
            for (var at = 0; at < layers.Count; at++)
            {
                var layer = sweep % 2 == 0 ? at : layers.Count - 1 - at;
                Settle(layers[layer], gaps[layer]);
            }
            // Straightened early, a line would stand in the way of its neighbours for good.
            if (sweep >= sweeps)
                foreach (var chain in chains)
                    Straighten(chain, layers);
        }
        foreach (var layer in layers)
            Round(layer);
    }

    private static void Settle(List<Spot> layer, double[] gaps)
    {
        var wish = new double[layer.Count];
        var weight = new double[layer.Count];
        for (var at = 0; at < layer.Count; at++)
        {
            var (sum, total) = (layer[at].X * 0.01, 0.01);
            Add(layer[at], layer[at].Above, ref sum, ref total);
            Add(layer[at], layer[at].Below, ref sum, ref total);
            (wish[at], weight[at]) = (sum / total, total);
        }
        Apply(layer, Isotonic.Fit(wish, weight, gaps));
    }

    private static void Add(Spot spot, List<Spot> neighbours, ref double sum, ref double total)
    {
        foreach (var other in neighbours)
        {
            var pull = Pull(spot, other);
            sum += pull * other.X;
            total += pull;
        }
    }

    // Long lines want to be straight, then the way from one state to the next; the rest follows.
    private static double Pull(Spot one, Spot other) => (one.Bundle, other.Bundle) switch
    {
        ({ }, { }) => 6,
        (var bundle, var or) when (bundle ?? or) is { Backward: false, Chain.Count: 1, Sources.Length: 1 } => 8,
        _ => 1,
    };

    // As long a run of bends as has a common free column stands in it.
    private static void Straighten(List<Spot> chain, List<List<Spot>> layers)
    {
        for (int from = 0, to; from < chain.Count; from = to)
        {
            var (low, high) = Room(chain[from], layers);
            var sum = chain[from].X;
            for (to = from + 1; to < chain.Count; to++)
            {
                var (left, right) = Room(chain[to], layers);
                if (Math.Max(low, left) > Math.Min(high, right))
                    break;
                (low, high) = (Math.Max(low, left), Math.Min(high, right));
                sum += chain[to].X;
            }
            if (low <= high)
                for (var at = from; at < to; at++)
                    chain[at].X = Math.Clamp(sum / (to - from), low, high);
        }
    }

    private static (double Low, double High) Room(Spot spot, List<List<Spot>> layers)
    {
        var layer = layers[spot.Layer];
        return (spot.Order > 0 ? layer[spot.Order - 1].X + Gap(layer[spot.Order - 1], spot) : double.MinValue,
            spot.Order < layer.Count - 1 ? layer[spot.Order + 1].X - Gap(spot, layer[spot.Order + 1]) : double.MaxValue);
    }

    private static void Round(List<Spot> layer)
    {
        for (var at = 0; at < layer.Count; at++)
        {
            layer[at].X = Math.Round(layer[at].X);
            if (at > 0)
                layer[at].X = Math.Max(layer[at].X, layer[at - 1].X + Gap(layer[at - 1], layer[at]));
        }
    }

    private static double[] Gaps(List<Spot> layer) => [.. layer.Zip(layer.Skip(1), (left, right) => (double)Gap(left, right))];

    private static int Gap(Spot left, Spot right) => (left.Width + right.Width + 1) / 2 + (left.Width == 0 && right.Width == 0 ? 16 : 20);

    private static void Apply(List<Spot> layer, double[] places)
    {
        for (var at = 0; at < layer.Count; at++)
            layer[at].X = places[at];
    }
}
