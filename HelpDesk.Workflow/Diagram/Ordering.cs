namespace HelpDesk.Workflow;

/// <summary>The order within each row that lets few lines cross: means of neighbours, then swaps, and the best order seen is kept.</summary>
internal static class Ordering
{
    private const int Sweeps = 12, Few = 40;

    public static void Untangle(List<List<Spot>> layers)
    {
        layers.ForEach(Number);
        var (best, fewest) = (Copy(layers), Crossings(layers));
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? layers : Enumerable.Reverse(layers))
                SortByMean(layer, down);
            Swap(layers);
            if (Crossings(layers) is var crossings && crossings < fewest)
                (best, fewest) = (Copy(layers), crossings);
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
        var sorted = layer.OrderBy(spot => Neighbours(spot, down) is { Count: > 0 } some ? some.Average(other => other.Order) : spot.Order).ToList();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static List<Spot> Neighbours(Spot spot, bool down) => down ? spot.Above : spot.Below;

    private static void Swap(List<List<Spot>> layers)
    {
        var better = true;
        for (var round = 0; better && round < 6; round++)
        {
            better = false;
            foreach (var layer in layers)
                for (var at = 1; at < layer.Count; at++)
                    if (Gain(layer[at - 1], layer[at]) > 0)
                    {
                        (layer[at - 1], layer[at]) = (layer[at], layer[at - 1]);
                        (layer[at - 1].Order, layer[at].Order) = (at - 1, at);
                        better = true;
                    }
        }
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
        var width = layer.SelectMany(spot => spot.Below).Select(below => below.Order + 1).DefaultIfEmpty().Max();
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
