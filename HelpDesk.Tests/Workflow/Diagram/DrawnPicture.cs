using System.Globalization;
using System.Xml.Linq;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>A picture read back from its SVG: what a reader sees, not what the layout meant.</summary>
internal sealed class DrawnPicture(WorkflowDefinition definition, PictureOptions? options = null)
{
    private const double Steps = 16;

    public string Svg { get; } = WorkflowPicture.Svg(definition, options ?? new("en"));

    public XElement Root => field ??= XDocument.Parse(Svg).Root!;

    public List<Area> Boxes => [.. With("wf-box").Select(Area.Of)];

    /// <summary>Of steps between states; those that stay stand inside their box.</summary>
    public List<Area> Labels => [.. With("wf-bundle").Descendants().Where(element => Has(element, "wf-label-back")).Select(Area.Of)];

    public IEnumerable<XElement> With(string name) => Root.Descendants().Where(element => Has(element, name));

    public XElement State(string key) => With("wf-state").Single(element => (string?)element.Attribute("data-state") == key);

    public static string Spoken(XElement element) => (string)element.Attribute("aria-label")!;

    /// <summary>Points along every line, near enough to each other to hit whatever it crosses.</summary>
    public IEnumerable<(double X, double Y)> PointsOnLines() => With("wf-bundle").Elements().Where(element => Has(element, "wf-line")).SelectMany(line => Points((string)line.Attribute("d")!));

    public static bool Has(XElement element, string name) => ((string?)element.Attribute("class"))?.Split(' ').Contains(name) == true;

    private static IEnumerable<(double X, double Y)> Points(string path)
    {
        var (x, y) = (0d, 0d);
        foreach (System.Text.RegularExpressions.Match piece in System.Text.RegularExpressions.Regex.Matches(path, "([MVC])([^MVC]*)"))
        {
            var to = piece.Groups[2].Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var (c1, c2, end) = piece.Groups[1].Value switch
            {
                "C" => ((to[0], to[1]), (to[2], to[3]), (to[4], to[5])),
                "V" => ((x, y), (x, to[0]), (x, to[0])),
                _ => ((to[0], to[1]), (to[0], to[1]), (to[0], to[1])),
            };
            if (piece.Groups[1].Value == "M")
                (x, y) = end;
            for (var step = 0; step <= Steps; step++)
                yield return (Bezier(x, c1.Item1, c2.Item1, end.Item1, step / Steps), Bezier(y, c1.Item2, c2.Item2, end.Item2, step / Steps));
            (x, y) = end;
        }
    }

    private static double Bezier(double a, double b, double c, double d, double t) =>
        a * (1 - t) * (1 - t) * (1 - t) + 3 * b * t * (1 - t) * (1 - t) + 3 * c * t * t * (1 - t) + d * t * t * t;
}

internal readonly record struct Area(double Left, double Top, double Right, double Bottom)
{
    public static Area Of(XElement rectangle)
    {
        var (x, y) = ((double)rectangle.Attribute("x")!, (double)rectangle.Attribute("y")!);
        return new(x, y, x + (double)rectangle.Attribute("width")!, y + (double)rectangle.Attribute("height")!);
    }

    public bool Overlaps(Area other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Holds((double X, double Y) point) => Left < point.X && point.X < Right && Top < point.Y && point.Y < Bottom;
}
