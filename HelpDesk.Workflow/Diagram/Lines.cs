using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Draws the lines of one bundle, from its sources to where they run together, past its labels, to its arrow.</summary>
internal sealed class Lines(Bundle bundle, List<(int Top, int Bottom)> bands, Ports ports)
{
    private const int ArrowLength = 8;

    public void Draw()
    {
        var (at, next) = bundle.Backward ? (bundle.To.Bottom, bundle.Chain[0]) : (bundle.To.Top, bundle.Chain[^1]);
        bundle.Tip = (ports.XOf(bundle.To, next), at);
        if (bundle.Sources is [var only])
            Add([Leave(only), .. Along(0, bundle.Chain.Count), Arrive()], bundle.Sources);
        else
            DrawTogether();
    }

    private void DrawTogether()
    {
        foreach (var source in bundle.Sources)
            Add([Leave(source), Entry(bundle.JoinOf(source))], [source]);
        var joins = bundle.Sources.Select(Way).Distinct().Order().ToArray();
        for (var at = 0; at < joins.Length; at++)
        {
            var end = at + 1 < joins.Length ? joins[at + 1] : bundle.Chain.Count;
            var last = end < bundle.Chain.Count ? Entry(Index(end)) : Arrive();
            Add([.. Along(joins[at], end), last], [.. bundle.Sources.Where(source => Way(source) <= joins[at])]);
        }
    }

    // How far along the line, from its first source on, another runs into it.
    private int Way(Spot source) => Index(bundle.JoinOf(source));

    private int Index(int way) => bundle.Backward ? bundle.Chain.Count - 1 - way : way;

    // All stretches are vertical, and in the direction of the steps.
    private Stretch Leave(Spot source)
    {
        var x = ports.XOf(source, bundle.Chain[bundle.JoinOf(source)]);
        var band = bands[source.Layer];
        return bundle.Backward ? new(x, source.Top, Math.Min(band.Top, source.Top)) : new(x, source.Bottom, Math.Max(source.Bottom, band.Bottom));
    }

    private Stretch Arrive()
    {
        var band = bands[bundle.To.Layer];
        return bundle.Backward
            ? new(bundle.Tip.X, Math.Max(bundle.Tip.Y + ArrowLength, band.Bottom), bundle.Tip.Y + ArrowLength)
            : new(bundle.Tip.X, Math.Min(bundle.Tip.Y - ArrowLength, band.Top), bundle.Tip.Y - ArrowLength);
    }

    private Stretch Entry(int chain)
    {
        var spot = bundle.Chain[chain];
        var y = bundle.Backward ? bands[spot.Layer].Bottom : bands[spot.Layer].Top;
        return new((int)spot.X, y, y);
    }

    private IEnumerable<Stretch> Along(int from, int end) => Enumerable.Range(from, end - from).SelectMany(way => Through(bundle.Chain[Index(way)]));

    private IEnumerable<Stretch> Through(Spot spot)
    {
        var (x, band, back) = ((int)spot.X, bands[spot.Layer], bundle.Backward);
        var (enter, leave) = back ? (band.Bottom, band.Top) : (band.Top, band.Bottom);
        if (spot.Height == 0)
            return [new(x, enter, leave)];
        return [new(x, enter, back ? spot.Bottom : spot.Top), new(x, back ? spot.Top : spot.Bottom, leave, Pause: true)];
    }

    private void Add(IEnumerable<Stretch> stretches, IReadOnlyList<Spot> sources)
    {
        var path = new StringBuilder();
        var (x, y) = (0, 0);
        foreach (var next in stretches)
        {
            Lead(path, x, y, next);
            if (next.To != next.From)
                path.Append(CultureInfo.InvariantCulture, $"V{next.To}");
            (x, y) = (next.X, next.To);
        }
        bundle.Segments.Add(new(path.ToString(), sources));
    }

    private static void Lead(StringBuilder path, int x, int y, Stretch next)
    {
        if (path.Length == 0 || next.Pause)
            path.Append(CultureInfo.InvariantCulture, $"M{next.X} {next.From}");
        else if (x == next.X)
            path.Append(CultureInfo.InvariantCulture, $"V{next.From}");
        else
            path.Append(CultureInfo.InvariantCulture, $"C{x} {(y + next.From) / 2} {next.X} {(y + next.From) / 2} {next.X} {next.From}");
    }

    /// <param name="X">Where it stands.</param>
    /// <param name="From">Where it begins.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="Pause">The line is broken before it, by labels.</param>
    private readonly record struct Stretch(int X, int From, int To, bool Pause = false);
}
