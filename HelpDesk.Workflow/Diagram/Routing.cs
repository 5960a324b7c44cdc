using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>
/// Heights of the rows and the lines between them. A line is vertical within a row and bends only between rows,
/// so that it touches nothing but its own ends and its own labels, where it pauses.
/// </summary>
internal static class Routing
{
    public const int PortGap = 16;
    private const int Margin = 24, ArrowLength = 8;

    /// <summary>Gives every spot its place and every bundle its line.</summary>
    /// <returns>The size of the whole picture.</returns>
    public static (int Width, int Height) Draw(Graph graph, List<List<Spot>> layers)
    {
        var spots = layers.SelectMany(layer => layer).ToArray();
        var shift = Margin - spots.Min(spot => spot.Left);
        foreach (var spot in spots)
            spot.X += shift;

        var ports = new Dictionary<(Spot At, Bundle Line), int>();
        foreach (var spot in spots.Where(spot => spot.Bundle is null))
        {
            Spread(spot, spot.Above, ports);
            Spread(spot, spot.Below, ports);
        }

        var bands = Stack(layers, graph.Bundles, ports);
        foreach (var bundle in graph.Bundles)
            Draw(bundle, bands, ports);
        return (spots.Max(spot => spot.Left + spot.Width) + Margin, bands[^1].Bottom + Margin);
    }

    // Where lines meet one side of a box: in the order of what they lead to, as straight above or below it as there is room.
    private static void Spread(Spot spot, List<Spot> neighbours, Dictionary<(Spot, Bundle), int> ports)
    {
        var lines = neighbours.OrderBy(other => other.Order).ToArray();
        var room = spot.Box is null ? 0 : spot.Width - 32;
        var gap = lines.Length > 1 ? Math.Min(PortGap, room / (lines.Length - 1)) : 0;
        var places = Isotonic.Fit([.. lines.Select(other => other.X)], [.. lines.Select(_ => 1d)], [.. lines.Skip(1).Select(_ => (double)gap)]);
        for (var at = 0; at < lines.Length; at++)
        {
            var (low, high) = (spot.X - room / 2 + at * gap, spot.X + room / 2 - (lines.Length - 1 - at) * gap);
            ports[(spot, lines[at].Bundle!)] = (int)Math.Round(Math.Clamp(places[at], low, Math.Max(low, high)));
        }
    }

    private static List<(int Top, int Bottom)> Stack(List<List<Spot>> layers, List<Bundle> bundles, Dictionary<(Spot, Bundle), int> ports)
    {
        var widest = new int[layers.Count];
        foreach (var bundle in bundles)
            foreach (var (above, below) in Pieces(bundle))
                widest[above.Layer] = Math.Max(widest[above.Layer], Math.Abs(XOf(above, bundle, ports) - XOf(below, bundle, ports)));

        var bands = new List<(int Top, int Bottom)>();
        var top = Margin;
        foreach (var (layer, at) in layers.Select((layer, at) => (layer, at)))
        {
            var height = layer.Count == 0 ? 0 : layer.Max(spot => spot.Height);
            foreach (var spot in layer)
                spot.Top = top + (height - spot.Height) / 2;
            bands.Add((top, top + height));
            if (height > 0 || layer.Count > 0)
                top += height + Math.Clamp(widest[at] * 2 / 5, 28, 64) / 4 * 4;
        }
        return bands;
    }

    private static IEnumerable<(Spot Above, Spot Below)> Pieces(Bundle bundle)
    {
        var way = bundle.Chain.Prepend(bundle.Upper).Append(bundle.Lower).ToArray();
        return way.Zip(way.Skip(1));
    }

    private static int XOf(Spot spot, Bundle bundle, Dictionary<(Spot, Bundle), int> ports) =>
        spot.Bundle is null ? ports[(spot, bundle)] : (int)spot.X;

    private static void Draw(Bundle bundle, List<(int Top, int Bottom)> bands, Dictionary<(Spot, Bundle), int> ports)
    {
        // Stretches that are vertical, from above to below; at labels two, with a pause between.
        var stretches = new List<(int X, int Top, int Bottom, bool Pause)>();
        var (upper, lower) = (bundle.Upper, bundle.Lower);
        var down = !bundle.Backward;
        var from = upper.Bottom + (down ? 0 : ArrowLength);
        stretches.Add((ports[(upper, bundle)], from, Math.Max(from, bands[upper.Layer].Bottom), false));
        foreach (var spot in bundle.Chain)
        {
            var band = bands[spot.Layer];
            if (spot.Height == 0)
                stretches.Add(((int)spot.X, band.Top, band.Bottom, false));
            else
            {
                stretches.Add(((int)spot.X, band.Top, spot.Top, false));
                stretches.Add(((int)spot.X, spot.Bottom, band.Bottom, true));
            }
        }
        var to = lower.Top - (down ? ArrowLength : 0);
        stretches.Add((ports[(lower, bundle)], Math.Min(bands[lower.Layer].Top, to), to, false));

        bundle.Line = down ? Down(stretches) : Up(stretches);
        bundle.Tip = down ? (ports[(lower, bundle)], lower.Top) : (ports[(upper, bundle)], upper.Bottom);
    }

    private static string Down(List<(int X, int Top, int Bottom, bool Pause)> stretches)
    {
        var line = new StringBuilder();
        var (x, y) = (0, 0);
        foreach (var (nextX, top, bottom, pause) in stretches)
        {
            Lead(line, x, y, nextX, top, pause);
            if (bottom != top)
                line.Append(CultureInfo.InvariantCulture, $"V{bottom}");
            (x, y) = (nextX, bottom);
        }
        return line.ToString();
    }

    private static string Up(List<(int X, int Top, int Bottom, bool Pause)> stretches)
    {
        var line = new StringBuilder();
        var (x, y, pause) = (0, 0, false);
        foreach (var (nextX, top, bottom, pauseAbove) in Enumerable.Reverse(stretches))
        {
            Lead(line, x, y, nextX, bottom, pause);
            if (bottom != top)
                line.Append(CultureInfo.InvariantCulture, $"V{top}");
            (x, y, pause) = (nextX, top, pauseAbove);
        }
        return line.ToString();
    }

    private static void Lead(StringBuilder line, int x, int y, int nextX, int nextY, bool pause)
    {
        if (line.Length == 0 || pause)
            line.Append(CultureInfo.InvariantCulture, $"M{nextX} {nextY}");
        else if (x == nextX)
            line.Append(CultureInfo.InvariantCulture, $"V{nextY}");
        else
            line.Append(CultureInfo.InvariantCulture, $"C{x} {(y + nextY) / 2} {nextX} {(y + nextY) / 2} {nextX} {nextY}");
    }
}
