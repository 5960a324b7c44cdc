namespace HelpDesk.Workflow;

/// <summary>The picture's rows from above to below, once every line is cut into pieces from one row to the next.</summary>
internal static class Layers
{
    public static List<List<Spot>> Of(Graph graph)
    {
        var layers = Enumerable.Range(0, graph.States.Append(graph.Start).Max(spot => spot.Layer) + 1).Select(_ => new List<Spot>()).ToList();
        // The first order of a row: long ways forward at the left, states and the way from one to the next, ways back at the right.
        var columns = graph.Bundles.OrderBy(Span).ToLookup(Column);
        var labelled = new int[layers.Count];
        foreach (var bundle in columns[Side.Middle].Concat(columns[Side.Right]).Concat(columns[Side.Left]))
            Cut(bundle, labelled);

        AddAll(columns[Side.Left]);
        if (graph.States.Count == 0 || graph.Bundles.Exists(bundle => bundle.From == graph.Start))
            layers[0].Add(graph.Start);
        foreach (var state in graph.States)
            layers[state.Layer].Add(state);
        AddAll(columns[Side.Middle]);
        AddAll(columns[Side.Right]);
        return layers;

        void AddAll(IEnumerable<Bundle> bundles)
        {
            foreach (var spot in bundles.SelectMany(bundle => bundle.Chain))
                layers[spot.Layer].Add(spot);
        }
    }

    private enum Side { Left, Middle, Right }

    private static int Span(Bundle bundle) => bundle.Lower.Layer - bundle.Upper.Layer;

    private static Side Column(Bundle bundle) => bundle.Backward ? Side.Right : Span(bundle) > 2 ? Side.Left : Side.Middle;

    // The labels stand in the row that has most room left; the line bends in the others.
    private static void Cut(Bundle bundle, int[] labelled)
    {
        var (upper, lower) = (bundle.Upper, bundle.Lower);
        var labels = LabelsOf(bundle);
        labels.Layer = Enumerable.Range(upper.Layer, lower.Layer - upper.Layer).Where(layer => layer % 2 == 1).MinBy(layer => labelled[layer]);
        labelled[labels.Layer] += labels.Width;

        var last = upper;
        for (var layer = upper.Layer + 1; layer < lower.Layer; layer++)
        {
            var spot = layer == labels.Layer ? labels : new Spot { Bundle = bundle, Layer = layer };
            bundle.Chain.Add(spot);
            Join(last, spot);
            last = spot;
        }
        Join(last, lower);
    }

    private static Spot LabelsOf(Bundle bundle) => new()
    {
        Bundle = bundle,
        Width = (bundle.Labels.Max(label => label.Width) + 3) / 4 * 4,
        Height = bundle.Labels.Sum(label => label.Height) + 4 * (bundle.Labels.Count - 1),
    };

    private static void Join(Spot above, Spot below)
    {
        above.Below.Add(below);
        below.Above.Add(above);
    }
}
