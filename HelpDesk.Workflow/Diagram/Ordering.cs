namespace HelpDesk.Workflow;

/// <summary>The order within each row that lets few lines cross: means of neighbours, then swaps, and the best order seen is kept.</summary>
internal static class Ordering
{
    private const int Most = 12, Least = 4, Patience = 4, Few = 40;

    /// <summary>A picture with more spots than this many by the number of sweeps gets fewer of them: it would take seconds.</summary>
    private const int Budget = 400_000;

    public static void Untangle(List<List<Spot>> layers)
    {
        layers.ForEach(Number);
        var (best, fewest) = (Copy(layers), Crossings(layers));
        var sweeps = Math.Clamp(Budget / (layers.Sum(layer => layer.Count) + 1), Least, Most);
        for (int sweep = 0, vain = 0; sweep < sweeps && vain < Patience && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? layers : Enumerable.Reverse(layers))
                SortByMean(layer, down);
            Swap(layers);
            vain++;
            if (Crossings(layers) is var crossings && crossings < fewest)
                (best, fewest, vain) = (Copy(layers), crossings, 0);
        }
        Restore(layers, best);
        if (fewest is > 0 and <= Few)
            MoveLines(layers, fewest);
    }

    // Sweeps cannot lift a whole line across a state. Where few crossings are left, each line is tried at both ends of its rows.
    private static void MoveLines(List<List<Spot>> layers, int fewest)
    {
        var best = Copy(layers);
        var lines = layers.SelectMany(layer => layer).Where(spot => spot.Bundle?.Chain.Count > 1).GroupBy(spot => spot.Bundle).Select(line => line.ToArray()).ToArray();
        foreach (var line in lines)
            foreach (var last in new[] { true, false })
            {
                foreach (var spot in line)
                {
                    layers[spot.Layer].Remove(spot);
                    layers[spot.Layer].Insert(last ? layers[spot.Layer].Count : 0, spot);
                    Number(layers[spot.Layer]);
                }
                Swap(layers);
                if (Crossings(layers) is var crossings && crossings < fewest)
                    (best, fewest) = (Copy(layers), crossings);
                Restore(layers, best);
            }
    }

    private static void Restore(List<List<Spot>> layers, List<List<Spot>> order)
    {
        for (var layer = 0; layer < layers.Count; layer++)
            Number(layers[layer] = [.. order[layer]]);
    }

    private static List<List<Spot>> Copy(List<List<Spot>> layers) => layers.ConvertAll(layer => layer.ToList());

    private static void Number(List<Spot> layer)
    {
        for (var at = 0; at < layer.Count; at++)
            layer[at].Order = at;
    }

    private static void SortByMean(List<Spot> layer, bool down)
    {
        var sorted = layer.OrderBy(spot => Mean(spot, down ? spot.Above : spot.Below)).ToList();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static double Mean(Spot spot, List<Spot> neighbours)
    {
        var sum = 0;
        foreach (var other in neighbours)
            sum += other.Order;
        return neighbours.Count > 0 ? (double)sum / neighbours.Count : spot.Order;
    }

    // A row is looked at again only when it or one of its neighbours has changed.
    private static void Swap(List<List<Spot>> layers)
    {
        var stale = new bool[layers.Count + 2];
        stale.AsSpan(1, layers.Count).Fill(true);
        for (var round = 0; round < 6 && stale.AsSpan(1, layers.Count).Contains(true); round++)
            for (var at = 0; at < layers.Count; at++)
                if (stale[at + 1])
                {
                    stale[at + 1] = false;
                    if (Swap(layers[at]))
                        (stale[at], stale[at + 1], stale[at + 2]) = (true, true, true);
                }
    }

    private static bool Swap(List<Spot> layer)
    {
        var better = false;
        for (var at = 1; at < layer.Count; at++)
            if (Gain(layer[at - 1], layer[at]) > 0)
            {
                (layer[at - 1], layer[at]) = (layer[at], layer[at - 1]);
                (layer[at - 1].Order, layer[at].Order) = (at - 1, at);
                better = true;
            }
        return better;
    }

    private static int Gain(Spot left, Spot right) => Gain(left.Above, right.Above) + Gain(left.Below, right.Below);

    private static int Gain(List<Spot> left, List<Spot> right)
    {
        var gain = 0;
        foreach (var one in left)
            foreach (var other in right)
                gain += Math.Sign(one.Order - other.Order);
        return gain;
    }

    private static int Crossings(List<List<Spot>> layers) => layers.Sum(Crossings);

    // Lines that were met before and end further right cross this one: counted in a tree of sums over the row below,
    // after Barth, Jünger and Mutzel (2002).
    private static int Crossings(List<Spot> layer)
    {
        var width = 0;
        foreach (var spot in layer)
            foreach (var below in spot.Below)
                width = Math.Max(width, below.Order + 1);
        var sums = new int[width + 1];
        var (crossings, seen) = (0, 0);
        foreach (var spot in layer)
        {
            foreach (var below in spot.Below)
                crossings += seen - UpTo(below.Order + 1);
            foreach (var below in spot.Below)
            {
                seen++;
                for (var at = below.Order + 1; at <= width; at += at & -at)
                    sums[at]++;
            }
        }
        return crossings;

        int UpTo(int at)
        {
            var sum = 0;
            for (; at > 0; at -= at & -at)
                sum += sums[at];
            return sum;
        }
    }
}
