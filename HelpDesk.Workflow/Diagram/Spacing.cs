namespace HelpDesk.Workflow;

/// <summary>The places within each row: as near to their neighbours above and below as order and distance allow.</summary>
internal static class Spacing
{
    private const int Sweeps = 60;

    public static void Place(List<List<Spot>> layers)
    {
        foreach (var layer in layers)
            Apply(layer, Isotonic.Fit([.. layer.Select(_ => 0d)], [.. layer.Select(_ => 1d)], Gaps(layer)));
        var chains = layers.SelectMany(layer => layer).Select(spot => spot.Bundle).OfType<Bundle>().Distinct().Select(bundle => bundle.Chain).ToArray();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : Enumerable.Reverse(layers))
                Settle(layer);
            // Straightened early, a line would stand in the way of its neighbours for good.
            if (sweep >= Sweeps - 8)
                foreach (var chain in chains)
                    Straighten(chain, layers);
        }
        foreach (var layer in layers)
            Round(layer);
    }

    private static void Settle(List<Spot> layer)
    {
        var wish = new double[layer.Count];
        var weight = new double[layer.Count];
        for (var at = 0; at < layer.Count; at++)
        {
            var spot = layer[at];
            var (sum, total) = (spot.X * 0.01, 0.01);
            foreach (var other in spot.Above.Concat(spot.Below))
            {
                var pull = Pull(spot, other);
                sum += pull * other.X;
                total += pull;
            }
            (wish[at], weight[at]) = (sum / total, total);
        }
        Apply(layer, Isotonic.Fit(wish, weight, Gaps(layer)));
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
