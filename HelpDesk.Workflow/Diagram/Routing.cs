namespace HelpDesk.Workflow;

/// <summary>
/// Heights of the rows, and the size of the picture. A line is vertical within a row and bends only between rows,
/// so that it touches nothing but its own ends and its own labels, where it pauses.
/// </summary>
internal static class Routing
{
    public const int PortGap = 16;
    private const int Margin = 24;

    /// <summary>Gives every spot its place and every bundle its lines.</summary>
    /// <param name="graph">What is drawn.</param>
    /// <param name="layers">Its rows.</param>
    /// <param name="caption">The height to leave free above.</param>
    /// <returns>The size of the whole picture.</returns>
    public static (int Width, int Height) Draw(Graph graph, List<List<Spot>> layers, int caption)
    {
        var spots = layers.SelectMany(layer => layer).ToArray();
        var shift = Margin - spots.Min(spot => spot.Left);
        foreach (var spot in spots)
            spot.X += shift;

        var ports = new Ports();
        foreach (var spot in spots.Where(spot => spot.Bundle is null))
        {
            ports.Spread(spot, spot.Above);
            ports.Spread(spot, spot.Below);
        }

        var bands = Stack(layers, ports, caption);
        foreach (var bundle in graph.Bundles)
            new Lines(bundle, bands, ports).Draw();
        return (spots.Max(spot => spot.Left + spot.Width) + Margin, bands[^1].Bottom + Margin);
    }

    private static List<(int Top, int Bottom)> Stack(List<List<Spot>> layers, Ports ports, int caption)
    {
        var bands = new List<(int Top, int Bottom)>();
        var top = Margin + caption;
        foreach (var layer in layers)
        {
            var height = layer.Count == 0 ? 0 : layer.Max(spot => spot.Height);
            foreach (var spot in layer)
                spot.Top = top + (height - spot.Height) / 2;
            bands.Add((top, top + height));
            if (layer.Count > 0)
            {
                var widest = layer.SelectMany(above => above.Below, (above, below) => Math.Abs(ports.XOf(above, below) - ports.XOf(below, above))).DefaultIfEmpty().Max();
                top += height + Math.Clamp(widest * 2 / 5, 28, 64) / 4 * 4;
            }
        }
        return bands;
    }
}
