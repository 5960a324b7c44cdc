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
        if (graph.States.Count == 0 || graph.Start.Below.Count > 0)
            layers[0].Add(graph.Start);
        foreach (var state in graph.States)
            layers[state.Layer].Add(Measured(state));
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

    private static void Cut(Bundle bundle, int[] labelled)
    {
        var (upper, lower) = (bundle.Upper, bundle.Lower);
        var labels = bundle.LabelSpot = LabelsOf(bundle, labelled);
        labelled[labels.Layer] += labels.Width;

        for (var layer = upper.Layer + 1; layer < lower.Layer; layer++)
        {
            var spot = layer == labels.Layer ? labels : new Spot { Bundle = bundle, Layer = layer };
            if (bundle.Chain.Count > 0)
                Join(bundle.Chain[^1], spot);
            bundle.Chain.Add(spot);
        }
        Join(bundle.Backward ? upper : bundle.Chain[^1], bundle.Backward ? bundle.Chain[0] : lower);
        foreach (var source in bundle.Sources)
            if (bundle.Backward)
                Join(bundle.Chain[bundle.JoinOf(source)], source);
            else
                Join(source, bundle.Chain[bundle.JoinOf(source)]);
    }

    // The labels stand where all lines have run together, in the row that has most room left; the line bends in the others.
    private static Spot LabelsOf(Bundle bundle, int[] labelled)
    {
        var (first, end) = bundle.Backward
            ? (bundle.Upper.Layer + 1, bundle.Sources.Min(spot => spot.Layer))
            : (bundle.Sources.Max(spot => spot.Layer) + 1, bundle.Lower.Layer);
        return new()
        {
            Bundle = bundle,
            Layer = Enumerable.Range(first, end - first).Where(layer => layer % 2 == 1).MinBy(layer => labelled[layer]),
            Width = (bundle.Labels.Max(label => label.Width) + 3) / 4 * 4,
            Height = bundle.Labels.Sum(label => label.Height) + 4 * (bundle.Labels.Count - 1),
        };
    }

    // A box is wide enough for its words and for the lines that meet one of its sides.
    private static Spot Measured(Spot state)
    {
        var lines = Math.Max(state.Above.Count, state.Below.Count);
        state.Width = Math.Max(state.Box!.Width, Math.Min(lines, 40) * Routing.PortGap + 32);
        state.Height = state.Box.Height;
        return state;
    }

    private static void Join(Spot above, Spot below)
    {
        above.Below.Add(below);
        below.Above.Add(above);
    }
}
