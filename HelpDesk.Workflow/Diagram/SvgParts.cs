using System.Globalization;
using System.Xml.Linq;

namespace HelpDesk.Workflow;

/// <summary>The elements that a picture is made of: classes and presentation attributes only.</summary>
internal static class SvgParts
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>A part that can be focused and is read out as one.</summary>
    public static XElement Group(string classes, string spoken, params IEnumerable<XElement> parts) => new(Svg + "g",
        Class(classes), new XAttribute("tabindex", 0), new XAttribute("role", "img"), new XAttribute("aria-label", spoken), parts);

    public static XElement Words(string? classes, int x, int y, int size, string shown, string full, params XAttribute[] more) => new(Svg + "text",
        classes is null ? null : Class(classes), At("x", x), At("y", y), At("font-size", size), Fill, more,
        shown == full ? null : new XElement(Svg + "title", full), shown);

    public static XElement Rectangle(string classes, int left, int top, int width, int height, int radius, params XAttribute[] more) => new(Svg + "rect",
        Class(classes), At("x", left), At("y", top), At("width", width), At("height", height), At("rx", radius), more);

    public static XElement Path(string classes, string data, params XAttribute?[] more) => new(Svg + "path", Class(classes), new XAttribute("d", data), more);

    /// <summary>A few words in a rounded frame.</summary>
    public static XElement Pill(string classes, string shown, string full, int left, int top, int width) => new(Svg + "g", Class(classes),
        new XElement(Svg + "rect", At("x", left), At("y", top), At("width", width), At("height", 20), At("rx", 10), Stroke(1)),
        Words(null, left + width / 2, top + 14, StateBox.SmallSize, shown, full, Middle));

    public static XElement? Tip(string? words) => words is null ? null : new(Svg + "title", words);

    public static XAttribute Class(string classes) => new("class", classes);

    public static XAttribute At(string name, int value) => new(name, value);

    public static XAttribute Fill => new("fill", "currentColor");

    public static XAttribute Round => new("stroke-linecap", "round");

    public static XAttribute Middle => new("text-anchor", "middle");

    public static XAttribute[] Stroke(double width) => [new("stroke", "currentColor"), new("stroke-width", width.ToString("0.##", CultureInfo.InvariantCulture))];

    public static XAttribute? Dashes(bool bySystem, string pattern) => bySystem ? new("stroke-dasharray", pattern) : null;

    public static XAttribute? Struck(Mark mark) => mark.Change == PictureChange.Removed ? new("text-decoration", "line-through") : null;
}
