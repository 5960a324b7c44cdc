using System.Globalization;
using System.Xml.Linq;
using static HelpDesk.Workflow.SvgParts;

namespace HelpDesk.Workflow;

/// <summary>Writes a placed graph as SVG: each state, then the steps that lead out of it, in the order of the file.</summary>
internal sealed class SvgWriter(Graph graph, Phrases phrases)
{
    /// <summary>The height of the line above the picture.</summary>
    public const int Caption = 32;

    private const int CaptionSize = 15;

    private readonly ILookup<Spot, Bundle> outgoing = graph.Bundles.SelectMany(bundle => bundle.Sources, (bundle, source) => (source, bundle)).ToLookup(pair => pair.source, pair => pair.bundle);

    public string Write((int Width, int Height) size)
    {
        var body = Body().ToArray();
        var width = phrases.Caption is { } caption ? Math.Max(size.Width, TextMeasure.Width(caption, CaptionSize) + 48) : size.Width;
        // Two pictures on one page must not share an id.
        var id = "wf-" + Fingerprint(string.Concat(body.Select(part => part.ToString(SaveOptions.DisableFormatting))));
        return new XElement(Svg + "svg",
            Class("wf-picture"), new XAttribute("role", "group"),
            new XAttribute("aria-labelledby", $"{id}-title"), new XAttribute("aria-describedby", $"{id}-desc"), new XAttribute("lang", phrases.Language),
            At("width", width), At("height", size.Height), new XAttribute("viewBox", $"0 0 {width} {size.Height}"),
            new XAttribute("fill", "none"), new XAttribute("font-family", "system-ui, sans-serif"), At("font-size", 13),
            new XElement(Svg + "title", new XAttribute("id", $"{id}-title"), phrases.Title),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-desc"), new SpokenPicture(graph, phrases).Description()),
            body).ToString(SaveOptions.DisableFormatting);
    }

    private IEnumerable<XElement> Body()
    {
        if (phrases.Caption is { } caption)
            yield return Words("wf-caption", 24, 30, CaptionSize, caption, caption, new XAttribute("font-weight", 600));
        if (graph.Start.Below.Count > 0)
            yield return Start();
        foreach (var bundle in outgoing[graph.Start])
            yield return SvgSteps.Of(bundle, phrases.Marks);
        foreach (var spot in graph.States)
        {
            yield return SvgState.Box(spot, SpokenPicture.State(spot, outgoing[spot], phrases));
            foreach (var stay in SvgState.Stays(spot))
                yield return stay;
            foreach (var bundle in outgoing[spot].Where(bundle => bundle.Sources[0] == spot))
                yield return SvgSteps.Of(bundle, phrases.Marks);
        }
    }

    private XElement Start() => Group("wf-start", phrases.Words.Start,
        new XElement(Svg + "circle", At("cx", (int)graph.Start.X), At("cy", graph.Start.Top + 8), At("r", 8), Fill));

    // FNV-1a, 32 bits.
    private static string Fingerprint(string text) =>
        text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
