using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>
/// The picture with the states where somebody put them. A line leads straight from box to box, or bends to its labels where several
/// lead between the same two; labels look for a place on their line that nothing else has.
/// </summary>
internal static class FreeLayout
{
    private const int Margin = 24, Gap = 12, StartAbove = 64, ArrowLength = 8;

    /// <summary>Where along its line a label is tried, the middle first.</summary>
    private static readonly double[] Places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

    /// <summary>How far beside its line, in pixels.</summary>
    private static readonly double[] Besides = [0, -90, 90, -180, 180, -270, 270];

    /// <summary>At so many points of a line is looked whether it lies under a box.</summary>
    private const int Samples = 20;

    /// <summary>How bad a point under a box is, beside a square pixel of a label that is covered and a pixel beside the line.</summary>
    private const double Under = 400, Beside = 0.5;

    /// <summary>Gives every spot its place and every bundle its lines.</summary>
    /// <param name="graph">What is drawn.</param>
    /// <param name="middles">State key to the middle of its box; states without one stand to the right of all.</param>
    /// <param name="caption">The height to leave free above.</param>
    /// <returns>The size of the whole picture.</returns>
    public static (int Width, int Height) Draw(Graph graph, IReadOnlyDictionary<string, PicturePoint> middles, int caption)
    {
        Put(graph, middles);
        var taken = graph.States.ConvertAll(Box.Of);
        foreach (var bundle in graph.Bundles)
        {
            var spot = bundle.LabelSpot = new Spot { Bundle = bundle, Width = bundle.Labels.Max(label => label.Width), Height = bundle.Labels.Sum(label => label.Height + 4) - 4 };
            var middle = Choose(bundle, Aside(bundle, graph), taken, graph.States);
            (spot.X, spot.Top) = (middle.X, (int)(middle.Y - spot.Height / 2.0));
            taken.Add(Box.Of(spot));
        }
        List<Spot> spots = [.. graph.States, .. graph.Bundles.Select(bundle => bundle.LabelSpot)];
        if (graph.Start.Below.Count > 0) spots.Add(graph.Start);
        if (spots.Count == 0) return (2 * Margin, 2 * Margin + caption);
        var (right, down) = (Margin - spots.Min(spot => spot.Left), Margin + caption - spots.Min(spot => spot.Top));
        foreach (var spot in spots) (spot.X, spot.Top) = (spot.X + right, spot.Top + down);
        foreach (var bundle in graph.Bundles) Draw(bundle);
        return (spots.Max(spot => spot.Left + spot.Width) + Margin, spots.Max(spot => spot.Bottom) + Margin);
    }

    private static void Put(Graph graph, IReadOnlyDictionary<string, PicturePoint> middles)
    {
        var right = middles.Values.Select(middle => middle.X).DefaultIfEmpty().Max() + 160;
        var top = middles.Values.Select(middle => middle.Y).DefaultIfEmpty().Min();
        foreach (var spot in graph.States)
        {
            (spot.Width, spot.Height) = (spot.Box!.Width, spot.Box.Height);
            if (middles.TryGetValue(spot.Box.State.Key, out var middle)) (spot.X, spot.Top) = (middle.X, middle.Y - spot.Height / 2);
            else
            {
                (spot.X, spot.Top) = (right + spot.Width / 2, top);
                top += spot.Height + 2 * Gap;
            }
        }
        if (graph.Bundles.Find(bundle => bundle.Sources[0] == graph.Start) is not { } first) return;
        graph.Start.Below.Add(first.To);
        (graph.Start.X, graph.Start.Top) = (first.To.X, first.To.Top - StartAbove - first.Labels.Sum(label => label.Height) - graph.Start.Height);
    }

    /// <summary>How far from the straight line its labels stand, so that those between the same two states stand side by side.</summary>
    private static Point Aside(Bundle bundle, Graph graph)
    {
        if (bundle.Sources is not [var from]) return default;
        var beside = graph.Bundles.FindAll(other => other.Sources is [var source] && (source, other.To) is var pair && (pair == (from, bundle.To) || pair == (bundle.To, from)));
        if (beside.Count == 1) return default;
        // Across the line as it is seen from the first of the two: what leads back is on the other side.
        var (one, two) = from.Number < bundle.To.Number ? (from, bundle.To) : (bundle.To, from);
        var across = (Middle(two) - Middle(one)).Unit.Turned;
        var room = beside.Max(other => Math.Abs(across.X) * other.Labels.Max(label => label.Width) + Math.Abs(across.Y) * other.Labels.Sum(label => label.Height)) + Gap;
        return across * (room * (beside.IndexOf(bundle) - (beside.Count - 1) / 2.0));
    }

    private static Point Choose(Bundle bundle, Point aside, List<Box> taken, List<Spot> states)
    {
        var from = bundle.Sources.Aggregate(default(Point), (sum, source) => sum + Middle(source)) * (1.0 / bundle.Sources.Length);
        var (begin, end) = (Edge(bundle.Sources.Length == 1 ? bundle.Sources[0] : null, from, Middle(bundle.To)), Edge(bundle.To, Middle(bundle.To), from));
        var across = (end - begin).Unit.Turned;
        // Those that stand side by side keep their sides.
        var besides = aside == default ? Besides : [0];
        var others = states.Where(spot => spot != bundle.To && !bundle.Sources.Contains(spot)).Select(Box.Of).ToArray();
        return Places.SelectMany(place => besides, (place, beside) => (Middle: begin + (end - begin) * place + aside + across * beside, Far: Math.Abs(beside)))
            .MinBy(one => taken.Sum(box => box.Shared(Box.Around(one.Middle, bundle.LabelSpot))) + Beside * one.Far + Under * Covered(bundle, one.Middle, states, others)).Middle;
    }

    /// <summary>How many points of its lines lie under boxes that they do not lead from or to.</summary>
    private static int Covered(Bundle bundle, Point label, List<Spot> states, Box[] others)
    {
        var tip = Edge(bundle.To, Middle(bundle.To), label);
        var covered = 0;
        foreach (var source in bundle.Sources)
        {
            var begin = Edge(source, Middle(source), label);
            var bend = bundle.Sources.Length == 1 ? label * 2 - (begin + tip) * 0.5 : (begin + label) * 0.5;
            var end = bundle.Sources.Length == 1 ? tip : label;
            var inTheWay = bundle.Sources.Length == 1 ? others : [.. states.Where(spot => spot != source && spot != bundle.To).Select(Box.Of)];
            for (var at = 1; at < Samples; at++)
            {
                var (share, rest) = (at / (double)Samples, 1 - at / (double)Samples);
                var point = begin * (rest * rest) + bend * (2 * share * rest) + end * (share * share);
                if (Array.Exists(inTheWay, box => box.Holds(point))) covered++;
            }
        }
        return covered;
    }

    private static void Draw(Bundle bundle)
    {
        var label = Middle(bundle.LabelSpot);
        var tip = Edge(bundle.To, Middle(bundle.To), label);
        if (bundle.Sources is [var from])
        {
            var begin = Edge(from, Middle(from), label);
            // The parabola through the middle of the labels.
            var bend = label * 2 - (begin + tip) * 0.5;
            Aim(bundle, tip, bend);
            var end = tip - new Point(bundle.Heading!.Value.Dx, bundle.Heading.Value.Dy) * ArrowLength;
            bundle.Segments.Add(new($"M{Text(begin)}Q{Text(bend)} {Text(end)}", bundle.Sources));
            return;
        }
        foreach (var source in bundle.Sources)
            bundle.Segments.Add(new($"M{Text(Edge(source, Middle(source), label))}L{Text(label)}", [source]));
        Aim(bundle, tip, label);
        bundle.Segments.Add(new($"M{Text(label)}L{Text(tip - new Point(bundle.Heading!.Value.Dx, bundle.Heading.Value.Dy) * ArrowLength)}", bundle.Sources));
    }

    private static void Aim(Bundle bundle, Point tip, Point from)
    {
        var heading = (tip - from).Unit;
        (bundle.Tip, bundle.Heading) = (((int)Math.Round(tip.X), (int)Math.Round(tip.Y)), (heading.X, heading.Y));
    }

    private static Point Middle(Spot spot) => new(spot.X, spot.Top + spot.Height / 2.0);

    /// <summary>Where the line from the middle of a box to a point outside leaves it.</summary>
    private static Point Edge(Spot? spot, Point middle, Point to)
    {
        var way = to - middle;
        if (spot is null || way is { X: 0, Y: 0 }) return middle;
        var share = Math.Min(way.X == 0 ? double.MaxValue : spot.Width / 2.0 / Math.Abs(way.X), way.Y == 0 ? double.MaxValue : spot.Height / 2.0 / Math.Abs(way.Y));
        return middle + way * Math.Min(share, 1);
    }

    private static string Text(Point point) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(point.X)} {Math.Round(point.Y)}");

    private readonly record struct Point(double X, double Y)
    {
        public Point Unit => Math.Sqrt(X * X + Y * Y) is > 0 and var length ? new(X / length, Y / length) : new(0, 1);
        public Point Turned => new(-Y, X);
        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
        public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);
        public static Point operator *(Point a, double by) => new(a.X * by, a.Y * by);
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public static Box Of(Spot spot) => new(spot.Left, spot.Top, spot.Left + spot.Width, spot.Bottom);
        public static Box Around(Point middle, Spot size) => new(middle.X - size.Width / 2.0, middle.Y - size.Height / 2.0, middle.X + size.Width / 2.0, middle.Y + size.Height / 2.0);

        public bool Holds(Point point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

        /// <summary>The area that two have in common.</summary>
        public double Shared(Box other) => Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
    }
}
